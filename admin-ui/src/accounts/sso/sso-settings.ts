import type { SsoSettings, SsoView } from '@bunting/flag-server/accounts/sso/sso-schemas.ts'
import type { Difference } from '../../drafts/difference.ts'
import { settingsDifferences } from '../../drafts/settings-differences.ts'
import { membershipWords } from '../people/invitation-words.ts'

type Memberships = SsoView['memberships']

/** What the form holds. */
export interface TypedSso extends Pick<SsoView, 'name' | 'domains' | 'signUp' | 'memberships'> {
  /** One part: a secret is for the provider that it was typed for, and for no other. */
  readonly provider: Provider
}

interface Provider extends Pick<SsoView, 'issuer' | 'clientId'> {
  /** Empty: as it was. */
  readonly clientSecret: string
}

export function typedOf(sso: SsoView): TypedSso {
  const { name, issuer, clientId, domains, signUp, memberships } = sso
  return { name, provider: { issuer, clientId, clientSecret: '' }, domains, signUp, memberships }
}

/** As the history and the API have it. */
export function factsOf({ provider, ...rest }: TypedSso) {
  const { issuer, clientId } = provider
  return { ...rest, issuer, clientId }
}

/** What is set, and over what: the server refuses it where that is not so any more. */
export function settingsOf(typed: TypedSso, seen: TypedSso): SsoSettings {
  const { clientSecret } = typed.provider
  return {
    ...factsOf(typed),
    ...(clientSecret !== '' && { clientSecret }),
    expected: factsOf(seen),
  }
}

/** Of new people in the whole project; null for none. */
export function roleIn(memberships: Memberships, project: string): string | null {
  return memberships.find((one) => isHere(one, project))?.role ?? null
}

/** What new people are in other projects, or in single environments, stays as it was set by the API. */
export function withRoleIn(
  memberships: Memberships,
  project: string,
  role: string | null,
): Memberships {
  const elsewhere = memberships.filter((one) => !isHere(one, project))
  return role === null ? elsewhere : [...elsewhere, { project, environment: null, role }]
}

const LABELS = {
  name: 'Name',
  issuer: 'Issuer',
  clientId: 'Client ID',
  domains: 'E-mail domains',
  signUp: 'Make an account at the first sign-in',
  memberships: 'New people',
}

/** As the form calls it. */
export function ssoDifferences(before: TypedSso, after: TypedSso): readonly Difference[] {
  return settingsDifferences(LABELS, inWords(before), inWords(after))
}

function inWords(typed: TypedSso) {
  const { memberships, ...facts } = factsOf(typed)
  return { ...facts, memberships: membershipWords({ administrator: false, memberships }) }
}

function isHere(one: Memberships[number], project: string): boolean {
  return one.project === project && one.environment === null
}
