import type { SsoSettings, SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'

/** What the form holds. */
export interface TypedSso {
  readonly name: string
  readonly issuer: string
  readonly clientId: string
  /** Empty: as it was. */
  readonly clientSecret: string
  readonly domains: readonly string[]
  readonly signUp: boolean
  /** Of new people, in the whole project in view; null for none. */
  readonly role: string | null
}

export function typedOf(sso: SsoView, project: string): TypedSso {
  const { name, issuer, clientId, domains, signUp, memberships } = sso
  const role = memberships.find((one) => isHere(one, project))?.role ?? null
  return { name, issuer, clientId, clientSecret: '', domains, signUp, role }
}

/** What new people are in other projects, or in single environments, stays as it was set by the API. */
export function settingsOf(typed: TypedSso, before: SsoView, project: string): SsoSettings {
  const { role, clientSecret, domains, ...rest } = typed
  const elsewhere = before.memberships.filter((one) => !isHere(one, project))
  const here = role === null ? [] : [{ project, environment: null, role }]
  return {
    ...rest,
    domains: [...domains],
    memberships: [...elsewhere, ...here],
    ...(clientSecret !== '' && { clientSecret }),
  }
}

function isHere(one: { project: string; environment: string | null }, project: string): boolean {
  return one.project === project && one.environment === null
}
