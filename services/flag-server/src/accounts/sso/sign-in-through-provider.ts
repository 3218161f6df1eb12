import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { addMemberships } from '../../access/add-memberships.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import type { Transaction } from '../../database/connect.ts'
import { inTransaction } from '../../database/in-transaction.ts'
import { lockAlone } from '../../database/named-locks.ts'
import { account, user } from '../../database/schema.ts'
import { type Actor, SYSTEM } from '../../http/actor.ts'
import { ShortText } from '../../http/fields.ts'
import type { Accounts } from '../accounts.ts'
import type { Caller } from '../caller.ts'
import { createPerson } from '../create-person.ts'
import { holdPerson } from '../hold-person.ts'
import { takeInvitationOf } from '../invitations/accept-invitation.ts'
import { lockInvitationsOf } from '../invitations/lock-invitations.ts'
import { openSession } from '../open-session.ts'
import { actorOf, recordSignIn, type SignedIn } from '../sign-in.ts'
import type { Claims } from './provider.ts'
import type { SsoConfig } from './sso-config.ts'
import { providerIdOf } from './sso-links.ts'
import { noteProof } from './sso-proof.ts'

/** Why the provider's word was not enough; the sign-in page has a sentence for each. */
export type SsoRefusal = 'unverified' | 'domain' | 'no-account' | 'disabled' | 'another'

/**
 * Who comes back from the provider, and may come in: always with an address that the provider says is
 * verified and whose domain is allowed. By the subject that was linked before; else to the account
 * that has this address, unless another subject is linked to it: addresses are given to others when
 * people leave. Else by an open invitation; else, if that is allowed, to a new account.
 */
export function signInThroughProvider(
  accounts: Accounts,
  config: SsoConfig,
  claims: Claims,
  caller: Caller,
): Promise<SignedIn | SsoRefusal> {
  const email = claims.email?.toLowerCase()
  if (
    email === undefined ||
    !claims.emailVerified ||
    !z.email().max(200).safeParse(email).success
  ) {
    return Promise.resolve('unverified')
  }
  if (!config.domains.includes(email.slice(email.lastIndexOf('@') + 1))) {
    return Promise.resolve('domain')
  }
  return inTransaction(accounts.db, async (tx) => {
    const person =
      (await findLinked(tx, config, claims)) ?? (await linkOrJoin(tx, config, claims, email))
    if (typeof person === 'string') return person
    await recordSignIn(tx, person, 'single sign-on')
    await noteProof(tx, config, accounts.secret, person.id)
    return { actor: person, cookies: await openSession(tx, accounts, person.id, caller, 'sso') }
  })
}

/** The link stays until the session is there: who unlinks ends it with the others. */
async function findLinked(
  tx: Transaction,
  config: SsoConfig,
  { subject }: Claims,
): Promise<Actor | 'disabled' | undefined> {
  const [linked] = await tx
    .select({ id: user.id, name: user.name, email: user.email, disabledAt: user.disabledAt })
    .from(account)
    .innerJoin(user, eq(user.id, account.userId))
    .where(and(eq(account.providerId, providerIdOf(config)), eq(account.accountId, subject)))
    .for('key share', { of: account })
  if (linked?.disabledAt) return 'disabled'
  return linked && actorOf(linked)
}

async function linkOrJoin(
  tx: Transaction,
  config: SsoConfig,
  claims: Claims,
  email: string,
): Promise<Actor | SsoRefusal> {
  // Who came back twice at the same moment joins and is linked once: the second finds what the first did.
  await lockAlone(tx, `${providerIdOf(config)} ${claims.subject}`)
  await lockInvitationsOf(tx, email)
  const linked = await findLinked(tx, config, claims)
  if (linked) return linked
  const [known] = await tx.select().from(user).where(eq(user.email, email))
  if (known?.disabledAt) return 'disabled'
  if (known && (await isLinked(tx, config, known.id))) return 'another'
  const name = nameOf(claims, email)
  const person = known
    ? actorOf(known)
    : ((await takeInvitationOf(tx, email, name)) ?? (await join(tx, config, name, email)))
  if (person === null) return 'no-account'
  await holdPerson(tx, person.id)
  await tx.insert(account).values({
    id: randomUUID(),
    accountId: claims.subject,
    providerId: providerIdOf(config),
    userId: person.id,
  })
  if (known) {
    await tx.update(user).set({ emailVerified: true }).where(eq(user.id, known.id))
    await record(tx, person, 'account.linked', { issuer: config.issuer })
  }
  return person
}

/** To another subject than the one that comes, which was looked for. */
async function isLinked(tx: Transaction, config: SsoConfig, userId: string): Promise<boolean> {
  await holdPerson(tx, userId)
  const links = await tx
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.providerId, providerIdOf(config)), eq(account.userId, userId)))
  return links.length > 0
}

async function join(
  tx: Transaction,
  { signUp, memberships, issuer }: SsoConfig,
  name: string,
  email: string,
): Promise<Actor | null> {
  if (!signUp) return null
  const actor = await createPerson(tx, {
    name,
    email,
    passwordHash: null,
    administrator: false,
    emailVerified: true,
  })
  await record(tx, actor, 'account.created', { issuer, memberships })
  await addMemberships(tx, SYSTEM, { userId: actor.id, name }, memberships)
  return actor
}

/** What the provider calls them, if we can keep it. */
function nameOf({ name }: Claims, email: string): string {
  const short = ShortText.min(1).safeParse(name?.trim())
  return short.success ? short.data : email
}

function record(tx: Transaction, actor: Actor, action: string, after: object): Promise<void> {
  return recordAudit(tx, {
    actor,
    action,
    projectId: null,
    target: { type: 'user', key: actor.email ?? actor.id },
    before: null,
    after,
    comment: undefined,
  })
}
