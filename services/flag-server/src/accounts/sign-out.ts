import { eq } from 'drizzle-orm'
import { inTransaction } from '../database/in-transaction.ts'
import { session } from '../database/schema.ts'
import { notify } from '../revisions/notify.ts'
import type { Accounts } from './accounts.ts'

/** Ends the session of this `Cookie` header, if there is one. Answers with the cookie to send back. */
export async function signOut(
  { db, sessionCookie }: Accounts,
  cookie: string | undefined,
): Promise<string> {
  const token = sessionCookie.read(cookie)
  if (token !== undefined) {
    await inTransaction(db, async (tx) => {
      const [ended] = await tx.delete(session).where(eq(session.token, token)).returning()
      if (ended) await notify(tx, { type: 'access-changed', userId: ended.userId })
    })
  }
  return sessionCookie.clear()
}
