import { randomBytes } from 'node:crypto'
import { type AdminApi, createAdminApi } from '../support/admin-api.ts'
import { queryValue } from '../support/query-value.ts'
import { BULK, COLOURS, NOT_FOR_BROWSERS, SEGMENT, STEADY, TOGGLES } from './flags.ts'

/** A project that no other schedule knows. */
export interface Environment {
  readonly id: string
  /** Below `/api/v1`. */
  readonly path: string
  readonly projectPath: string
  readonly keys: { readonly server: string; readonly client: string }
}

const BULK_BYTES = 300_000

export async function makeEnvironment(
  serverUrl: string,
  adminToken: string,
  databaseUrl: string,
): Promise<Environment> {
  const api = createAdminApi(serverUrl, adminToken)
  const project = `faults-${randomBytes(6).toString('hex')}`
  const projectPath = `/projects/${project}`
  const path = `${projectPath}/environments/production`
  await expectOk(api, 'POST', '/projects', { key: project })
  await expectOk(api, 'POST', `${projectPath}/segments`, { key: SEGMENT })

  for (const key of [STEADY, ...TOGGLES]) {
    const clientSide = !NOT_FOR_BROWSERS.includes(key)
    await expectOk(api, 'POST', `${projectPath}/flags`, { key, type: 'boolean', clientSide })
  }
  const variants = Object.fromEntries(COLOURS.map((colour) => [colour, colour]))
  await expectOk(api, 'POST', `${projectPath}/flags`, { key: 'colour', type: 'string', variants })
  const text = randomBytes((BULK_BYTES * 3) / 4).toString('base64')
  const bulk = {
    key: BULK,
    type: 'json',
    clientSide: false,
    variants: { much: { text }, none: {} },
  }
  await expectOk(api, 'POST', `${projectPath}/flags`, bulk)

  await expectOk(api, 'PATCH', `${path}/flags/${STEADY}`, {
    on: true,
    fallthrough: { variant: 'on' },
  })
  await expectOk(api, 'PATCH', `${path}/flags/colour`, {
    on: true,
    rules: [
      {
        conditions: [{ attribute: 'targetingKey', operator: 'inSegment', values: [SEGMENT] }],
        serve: { variant: COLOURS[1] },
      },
    ],
  })
  const id = await queryValue(
    databaseUrl,
    `select environments.id from environments join projects on projects.id = project_id
     where projects.key = '${project}' and environments.key = 'production'`,
  )
  const keyFor = async (kind: 'server' | 'client') => {
    const made = await expectOk<{ key: string }>(api, 'POST', `${path}/sdk-keys`, {
      kind,
      name: kind,
    })
    return made.key
  }
  const keys = { server: await keyFor('server'), client: await keyFor('client') }
  return { id: String(id), path, projectPath, keys }
}

async function expectOk<T>(api: AdminApi, method: string, path: string, body: object): Promise<T> {
  const answer = await api.request<T>(method, path, body)
  if (answer.status < 300) return answer.body
  throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
}
