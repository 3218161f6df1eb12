import { eq, type SQL, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { apiTokens } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { notify } from '../revisions/notify.ts'

/** Ends a token for good, and the sockets it opened. Revoking again changes nothing. */
export function revokeToken(db: Database, actor: Actor, which: SQL | undefined): Promise<void> {
  return inTransaction(db, async (tx) => {
    const [row] = await tx.select().from(apiTokens).where(which).for('update')
    if (!row) throw new AppError('token_not_found', 'there is no token of this id here')
    if (row.revokedAt) return
    await tx.update(apiTokens).set({ revokedAt: sql`now()` }).where(eq(apiTokens.id, row.id))
    const projectId = row.userId === null ? row.projectId : null
    await recordAudit(tx, {
      actor,
      action: 'token.revoked',
      projectId,
      target: { type: 'token', key: row.prefix },
      before: { kind: row.userId === null ? 'service' : 'personal', name: row.name },
      after: null,
      comment: undefined,
    })
    await notify(tx, { type: 'access-changed', ...(row.userId && { userId: row.userId }) })
    if (projectId) await notify(tx, { type: 'changed', projectId, what: 'tokens' })
  })
}
