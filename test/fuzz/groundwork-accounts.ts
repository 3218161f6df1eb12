import { appCode } from '../support/totp.ts'
import { PERSON } from './actors.ts'
import type { GroundworkPorts, Step } from './groundwork.ts'

const GUEST = 'guest@fuzz.example'

/** Invitations, links, an authenticator app and single sign-on: each from its beginning to its end. */
export async function passThroughAccounts(
  step: Step,
  { actors, provider }: Pick<GroundworkPorts, 'actors' | 'provider'>,
): Promise<void> {
  const memberships = [{ project: 'default', environment: null, role: 'editor' }]
  const invited = await step<{ id: string }>('POST /invitations', {
    body: { email: GUEST, memberships },
  })
  const { link } = await step<{ link: string }>('POST /invitations/{id}/renewal', {
    path: { id: invited.id },
  })
  const token = tokenOf(link)
  const stranger = { actor: 'nothing' } as const
  await step('POST /invitations/lookup', { ...stranger, body: { token } })
  await step('POST /invitations/acceptance', {
    ...stranger,
    body: { token, name: 'Guest', password: PERSON.password },
  })
  const people = await step<{ people: { id: string; email: string }[] }>('GET /people')
  const guest = people.people.find(({ email }) => email === GUEST)
  const made = await step<{ link: string }>('POST /people/{person}/password-link', {
    path: { person: guest?.id },
  })
  const redemption = { token: tokenOf(made.link), password: PERSON.password }
  await step('POST /password-resets/redemption', { ...stranger, body: redemption })
  await setUpSecondFactor(step, actors)
  const { issuer, clientId, clientSecret } = provider
  const sso = { name: 'Fuzz', issuer, clientId, clientSecret, domains: ['fuzz.example'] }
  await step('PUT /sso', { body: { ...sso, signUp: false, memberships: [] } })
}

async function setUpSecondFactor(step: Step, actors: GroundworkPorts['actors']): Promise<void> {
  const session = { actor: 'session' } as const
  const { email, password } = PERSON
  const { uri } = await step<{ uri: string }>('POST /account/second-factor', {
    ...session,
    body: { password },
  })
  await step('POST /account/second-factor/confirmation', {
    ...session,
    body: { code: appCode(uri) },
  })
  await step('POST /account/second-factor/recovery-codes', { ...session, body: { password } })
  await step('POST /sign-in', { actor: 'nothing', body: { email, password } })
  // A code counts once: the next half minute's is taken as well.
  await step('POST /sign-in/second-factor', { ...session, body: { code: appCode(uri, 1) } })
  await step('POST /account/second-factor/removal', { ...session, body: { password } })
  await actors.signIn()
}

function tokenOf(link: string): string {
  return new URL(link).hash.replace('#token=', '')
}
