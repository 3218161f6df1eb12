import { eq } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { user } from '../database/schema.ts'

/**
 * Takes a person's row, before anything else of theirs: password, links, sessions, second factor, roles.
 * Who changes those waits here for whoever else does, and nowhere else. Nothing when they are no more.
 * `no key update`, so that rows which only point at a person are written meanwhile.
 */
export async function holdPerson(tx: Transaction, id: string): Promise<void> {
  await tx.select({ id: user.id }).from(user).where(eq(user.id, id)).for('no key update')
}
