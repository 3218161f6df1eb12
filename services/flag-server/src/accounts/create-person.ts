import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { account, user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { actorOf } from './sign-in.ts'

export interface NewPerson {
  readonly name: string
  readonly email: string
  /** Null: signs in through the provider only. */
  readonly passwordHash: string | null
  readonly administrator: boolean
  /** Somebody we trust says that the address is theirs. */
  readonly emailVerified: boolean
}

/** Makes the account of a person, as better-auth would. Whoever calls has checked that this may be. */
export async function createPerson(tx: Transaction, person: NewPerson): Promise<Actor> {
  const { name, passwordHash, administrator, emailVerified } = person
  const email = person.email.toLowerCase()
  const id = randomUUID()
  const [made] = await tx
    .insert(user)
    .values({ id, name, email, administrator, emailVerified })
    .onConflictDoNothing()
    .returning({ id: user.id })
  if (!made) throw new AppError('already_exists', `${email} has an account already`)
  if (passwordHash !== null) await setPassword(tx, id, passwordHash)
  return actorOf({ id, name, email })
}

const CREDENTIAL = 'credential'

/** Gives a person this password, whether or not there was one. */
export async function setPassword(
  tx: Transaction,
  userId: string,
  passwordHash: string,
): Promise<void> {
  const changed = await tx
    .update(account)
    .set({ password: passwordHash, updatedAt: sql`now()` })
    .where(isCredentialOf(userId))
    .returning({ id: account.id })
  if (changed.length > 0) return
  await tx.insert(account).values({
    id: randomUUID(),
    accountId: userId,
    providerId: CREDENTIAL,
    userId,
    password: passwordHash,
  })
}

export async function passwordHashOf(tx: Transaction, userId: string): Promise<string | null> {
  const [row] = await tx
    .select({ password: account.password })
    .from(account)
    .where(isCredentialOf(userId))
  return row?.password ?? null
}

const isCredentialOf = (userId: string) =>
  sql`${account.userId} = ${userId} and ${account.providerId} = ${CREDENTIAL}`
