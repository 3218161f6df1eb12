import { type AdminApi, createAdminApi } from '@bunting/test/support/admin-api.ts'
import { startOwnServer } from '../own-server.ts'

export const PERSON = { name: 'Ana', email: 'ana@shop.example', password: 'correct horse battery' }

export interface FullServer extends AsyncDisposable {
  readonly url: string
  /** Brings project `default` to so many flags; those that are there stay. */
  fill(flags: number): Promise<void>
}

const AT_ONCE = 4
const AREAS = [
  'checkout',
  'search',
  'payments',
  'billing',
  'onboarding',
  'mobile',
  'admin',
  'email',
]
const KINDS = ['release', 'release', 'experiment', 'operational', 'kill-switch'] as const

/** The built server as `npm start` starts it, with one person in it and no flag. */
export async function startFullServer(): Promise<FullServer> {
  const server = await startOwnServer({ RATE_LIMIT_API: '0', RATE_LIMIT_SIGN_IN: '0' })
  const { url, token } = server
  const [setup] = await server.child.line(/https?:\S+\/setup#token=\S+/)
  const made = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...PERSON, token: new URL(setup).hash.replace('#token=', '') }),
  })
  if (made.status !== 201) throw new Error(`setup answered ${made.status}`)
  const admin = createAdminApi(url, token)
  let held = 0
  return {
    url,
    async fill(flags) {
      while (held < flags) {
        const next = Array.from({ length: Math.min(AT_ONCE, flags - held) }, (_, at) => held + at)
        await Promise.all(next.map((index) => makeFlag(admin, index)))
        held += next.length
      }
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

/** One as people make them: a sentence, tags, an owner; every third is on in production. */
async function makeFlag(admin: AdminApi, index: number): Promise<void> {
  const area = AREAS[index % AREAS.length] ?? ''
  const key = `${area}-${index.toString(36)}-new-way`
  await admin.createFlag({
    key,
    type: 'boolean',
    name: `New way ${index}`,
    description: `Shows the new ${area} to some people first, until it has proven itself.`,
    tags: [area, `team-${index % 12}`],
    kind: KINDS[index % KINDS.length] ?? 'release',
    owner: `person-${index % 40}`,
  })
  if (index % 3 === 0) await admin.configure(key, { on: true })
}
