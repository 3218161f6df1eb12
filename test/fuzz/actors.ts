import type { Operation } from './operations.ts'
import type { Sender, WireAnswer, WireRequest } from './send.ts'

export const ACTORS = [
  'token',
  'session',
  'session of another origin',
  'wrong token',
  'SDK key',
  'wrong SDK key',
  'metrics token',
  'nothing',
] as const
export type ActorName = (typeof ACTORS)[number]

/** Who may be let in: of all others nothing is ever to be answered but a refusal. */
export function insidersOf({
  isForSdks,
  isForPrometheus,
}: Pick<Operation, 'isForSdks' | 'isForPrometheus'>): readonly ActorName[] {
  if (isForPrometheus) return ['metrics token']
  return isForSdks ? ['SDK key'] : ['token', 'session']
}

export interface Actors {
  /** The headers that say who asks. */
  headersOf(actor: ActorName): Readonly<Record<string, string>>
  /** Signs in; undoes what keeps the person out, if something does. */
  signIn(because?: WireAnswer): Promise<void>
  /** A browser keeps the cookies that it is given. */
  keepCookies(answer: WireAnswer): void
  useSdkKey(key: string): void
  /** Somebody may have revoked the one there was. */
  renewSdkKey(): Promise<void>
  /** What may stand in no answer. */
  readonly secrets: readonly string[]
}

export const PERSON = {
  name: 'Fuzz',
  email: 'fuzz@fuzz.example',
  password: 'correct horse battery staple',
}

interface ActorsOptions {
  readonly url: string
  readonly adminToken: string
  readonly metricsToken: string
  readonly send: Sender['send']
}

export function createActors({ url, adminToken, metricsToken, send }: ActorsOptions): Actors {
  const cookies = new Map<string, string>()
  let sdkKey = ''
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const byToken = async (method: string, path: string, body?: unknown) => {
    const wire = asJson(method, `/api/v1${path}`, body ?? {})
    return send({ ...wire, headers: { ...wire.headers, ...bearer(adminToken) } })
  }

  function keepCookies({ headers }: WireAnswer): void {
    for (const one of [headers['set-cookie'] ?? []].flat()) {
      const [pair = ''] = String(one).split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }

  /** Somebody may have locked this person out, as an administrator may. */
  async function letIn(): Promise<void> {
    await byToken('PATCH', '/account-policy', { secondFactorRequired: false })
    const found = await byToken('GET', `/people?search=${encodeURIComponent(PERSON.email)}`)
    const { people = [] } = JSON.parse(found.text) as { people?: { id: string }[] }
    for (const { id } of people) {
      await byToken('PATCH', `/people/${id}`, { disabled: false, administrator: true })
      await byToken('DELETE', `/people/${id}/second-factor`)
      const { text } = await byToken('POST', `/people/${id}/password-link`)
      const token = new URL(JSON.parse(text).link).hash.replace('#token=', '')
      const { password } = PERSON
      await byToken('POST', '/password-resets/redemption', { token, password })
    }
  }

  return {
    secrets: [adminToken, metricsToken, PERSON.password],
    keepCookies,
    headersOf(actor) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      if (actor === 'token') return bearer(adminToken)
      if (actor === 'wrong token') return bearer(`${adminToken.slice(0, -1)}!`)
      if (actor === 'SDK key') return bearer(sdkKey)
      if (actor === 'wrong SDK key') return bearer(`${sdkKey.slice(0, -1)}!`)
      if (actor === 'metrics token') return bearer(metricsToken)
      if (actor === 'session') return { cookie, origin: url }
      if (actor === 'session of another origin') return { cookie, origin: 'https://evil.example' }
      return {}
    },
    useSdkKey(key) {
      sdkKey = key
    },
    async renewSdkKey() {
      const path = '/projects/default/environments/production/sdk-keys'
      const { text } = await byToken('POST', path, { kind: 'server', name: 'fuzz' })
      sdkKey = JSON.parse(text).key
    },
    async signIn(because) {
      if (because && because.status !== 401) await letIn()
      const { email, password } = PERSON
      const attempt = () => send(asJson('POST', '/api/v1/sign-in', { email, password }))
      let answer = await attempt()
      if (answer.status !== 200) {
        await letIn()
        answer = await attempt()
      }
      if (answer.status !== 200) throw new Error(`cannot sign in: ${answer.status} ${answer.text}`)
      keepCookies(answer)
    },
  }
}

export function asJson(method: string, path: string, body: unknown): WireRequest {
  const headers = { 'content-type': 'application/json' }
  const text = method === 'GET' ? undefined : JSON.stringify(body)
  return { method, path, headers, body: text }
}
