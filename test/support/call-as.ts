import type { MembershipView, MemberView } from '@bunting/flag-server/access/access-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { AppUnderTest } from './app-under-test.ts'
import { type Joined, join } from './join.ts'

export type Headers = Readonly<Record<string, string>>

/** Any call of the API, whatever the answer; `path` is below `/api/v1`. */
export type Call = <T = Problem>(
  method: string,
  path: string,
  body?: object,
) => Promise<{ readonly status: number; readonly body: T }>

export function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` }
}

/** Calls as who shows these headers, without a network. */
export function callAs({ app }: Pick<AppUnderTest, 'app'>, headers: Headers): Call {
  return async <T>(method: string, path: string, body?: object) => {
    const answer = await app.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers,
      ...(body && { payload: body }),
    })
    return {
      status: answer.statusCode,
      body: (answer.body === '' ? null : answer.json()) as T,
    }
  }
}

/** Somebody new with a role in project `default`. */
export async function newMember(
  server: AppUnderTest,
  name: string,
  role: string,
  environment: string | null = null,
): Promise<Joined & { readonly call: Call }> {
  const memberships = [{ project: 'default', environment, role }]
  const joined = await join(server, { name, memberships })
  return { ...joined, call: callAs(server, { cookie: joined.cookie }) }
}

export async function membersOf(call: Call): Promise<MemberView[]> {
  const { body } = await call<{ members: MemberView[] }>(
    'GET',
    '/projects/default/members?limit=200',
  )
  return body.members
}

export async function membershipOf(call: Call, email: string): Promise<MembershipView> {
  const [held] = (await membersOf(call)).find((one) => one.email === email)?.memberships ?? []
  if (!held) throw new Error(`${email} has no membership`)
  return held
}
