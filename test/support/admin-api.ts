import type { Delivery } from '@bunting/flag-server/delivery/delivery-schemas.ts'
import type {
  FlagConfigurationChanged,
  FlagConfigurationPatch,
  FlagView,
  Killed,
  NewFlag,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { SdkKeyCreated, SdkKeyKind } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'

export interface Answer<T> {
  readonly status: number
  readonly body: T
}

/** The admin API as a script would use it; the calls of journeys throw unless they succeed. */
export interface AdminApi {
  /** Any call, whatever the answer. `path` is below `/api/v1`. */
  request<T = Problem>(method: string, path: string, body?: unknown): Promise<Answer<T>>
  createFlag(flag: NewFlag): Promise<FlagView>
  configure(flag: string, patch: FlagConfigurationPatch): Promise<FlagConfigurationChanged>
  kill(flag: string, reason?: string): Promise<Killed>
  createSdkKey(kind: SdkKeyKind): Promise<SdkKeyCreated>
  delivery(revision: number): Promise<Delivery>
}

/** Environment-bound calls go to `production` of project `default`. */
export const PRODUCTION = '/projects/default/environments/production'

export function createAdminApi(url: string, token: string): AdminApi {
  async function request<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text ? JSON.parse(text) : null }
  }

  async function expectOk<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await request<T>(method, path, body)
    if (answer.status < 300) return answer.body
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  }

  return {
    request,
    createFlag: (flag) => expectOk('POST', '/projects/default/flags', flag),
    configure: (flag, patch) => expectOk('PATCH', `${PRODUCTION}/flags/${flag}`, patch),
    kill: (flag, reason) =>
      expectOk('POST', `${PRODUCTION}/flags/${flag}/kill`, reason === undefined ? {} : { reason }),
    createSdkKey: (kind) => expectOk('POST', `${PRODUCTION}/sdk-keys`, { kind, name: kind }),
    delivery: (revision) => expectOk('GET', `${PRODUCTION}/revisions/${revision}/delivery`),
  }
}
