import { eq } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { readAccountPolicy } from './account-policy.ts'
import type { Me } from './account-schemas.ts'

/** What somebody who just signed in is told of themself. */
export async function meOf(db: Database, actor: Actor): Promise<Me> {
  const [row] = await db
    .select({ administrator: user.administrator, enrolled: user.twoFactorEnabled })
    .from(user)
    .where(eq(user.id, actor.id))
  const mustEnrol = row?.enrolled !== true && (await readAccountPolicy(db)).secondFactorRequired
  return meView(actor, row?.administrator ?? false, mustEnrol)
}

export function meView(
  { type, id, name, email }: Actor,
  administrator: boolean,
  mustEnrol: boolean,
): Me {
  return { type: type === 'user' ? 'user' : 'token', id, name, email, administrator, mustEnrol }
}
