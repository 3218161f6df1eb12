import { eq, sql } from 'drizzle-orm'
import type { AuditRecord } from '../audit/record-audit.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Transaction } from '../database/connect.ts'
import { changes, environments } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { Consent } from '../policies/consent.ts'
import { effectOn } from '../policies/effect-on.ts'
import { isJudged, requireConsent } from '../policies/require-consent.ts'
import { notify } from './notify.ts'

/** One flag or segment as it is from this revision on. */
export interface Change {
  readonly kind: 'flag' | 'segment'
  readonly key: string
  /** What SDKs receive; null when it is gone. */
  readonly line: string | null
  readonly clientSide: boolean
}

/** A statement has at most 65,535 parameters; only who restores an environment comes near. */
const MOST_ROWS = 5_000

/**
 * Makes a change a revision. The row lock taken here is what makes revision order equal commit
 * order: a second writer waits, so readers never see N + 1 before N.
 *
 * @param consent by what right; throws `approval_required` or `comment_required` when the environment's
 *   policy asks for more
 */
export async function commitRevision(
  tx: Transaction,
  environmentId: string,
  changed: readonly Change[],
  consent: Consent,
  audit?: AuditRecord,
): Promise<number> {
  const [moved] = await tx
    .update(environments)
    .set({ revision: sql`${environments.revision} + 1` })
    .where(eq(environments.id, environmentId))
    .returning({
      id: environments.id,
      name: environments.name,
      policy: environments.policy,
      revision: environments.revision,
    })
  if (!moved) throw new AppError('environment_not_found', 'this environment was removed')
  const { revision } = moved
  if (isJudged(moved, consent)) {
    requireConsent(moved, await effectOn(tx, environmentId, changed), consent)
  }
  for (let from = 0; from < changed.length; from += MOST_ROWS) {
    const rows = changed.slice(from, from + MOST_ROWS)
    await tx.insert(changes).values(rows.map((change) => ({ environmentId, revision, ...change })))
  }
  if (audit) await recordAudit(tx, { ...audit, environmentId, revision })
  await notify(tx, { type: 'revision', environmentId, revision })
  return revision
}
