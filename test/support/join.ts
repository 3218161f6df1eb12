import type { InvitedMembership } from '@bunting/flag-server/database/account-tables.ts'

export interface Joined {
  readonly email: string
  readonly password: string
  /** Ready to be sent as `cookie`. */
  readonly cookie: string
}

export const PASSWORD = 'correct horse battery'

interface Wanted {
  readonly name: string
  readonly administrator?: boolean
  readonly memberships?: readonly InvitedMembership[]
}

/** Makes an account by way of an invitation, as a person would, and signs in to it. */
export async function join(
  { url, adminToken }: { readonly url: string; readonly adminToken: string },
  { name, administrator = false, memberships = [] }: Wanted,
): Promise<Joined> {
  const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}@shop.example`
  const invited = await post(
    `${url}/api/v1/invitations`,
    { email, administrator, memberships },
    {
      authorization: `Bearer ${adminToken}`,
    },
  )
  const { link } = (await invited.json()) as { link: string }
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token')
  const accepted = await post(`${url}/api/v1/invitations/acceptance`, {
    token,
    name,
    password: PASSWORD,
  })
  const cookie = accepted.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { email, password: PASSWORD, cookie }
}

async function post(
  address: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (response.ok) return response
  throw new Error(`POST ${address}: ${response.status} ${await response.text()}`)
}
