import { and, eq, sql } from 'drizzle-orm'
import type { AuditRecord } from '../audit/record-audit.ts'
import type { Transaction } from '../database/connect.ts'
import { flagConfigurations } from '../database/schema.ts'
import { flagChange } from '../flags/flag-rows.ts'
import { AppError } from '../http/app-error.ts'
import type { Consent } from '../policies/consent.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { saveSegment } from '../segments/configure-segment.ts'
import { segmentChange } from '../segments/segment-rows.ts'
import { flagItem, isBlocking, proposalOf, segmentItem } from './describe-plan.ts'
import type { Restored } from './history-schemas.ts'
import type { Plan } from './plan.ts'

/** What the audit entry says, but for what changed. */
export type Told = Pick<AuditRecord, 'actor' | 'action' | 'target' | 'comment'>

export interface Carrying {
  readonly told: Told
  /** What the caller saw; undefined when they do not mind. */
  readonly fingerprint: string | undefined
  /** The revision it goes back to. */
  readonly revision: number | null
  readonly consent: Consent
}

/**
 * Writes a plan, made under the environment's lock, as one revision and one audit entry. Throws when
 * it is not what the caller saw, or when something stands in the way.
 */
export async function applyPlan(
  tx: Transaction,
  plan: Plan,
  { told, fingerprint, revision, consent }: Carrying,
): Promise<Restored> {
  const { environment, project } = plan.scope
  const blocking = plan.refused.find(isBlocking)
  if (blocking) throw blocking.error
  refuseOtherProposal(proposalOf(plan, revision), fingerprint)
  const changed = plan.flags.length + plan.segments.length
  if (changed === 0)
    return { environment: environment.key, revision: environment.revision, changed }
  await saveFlags(tx, plan)
  for (const { held, next } of plan.segments) await saveSegment(tx, held, next)
  const lines = [
    ...plan.flags.map(({ held, next }) => flagChange(held.flag, next)),
    ...plan.segments.map(({ held, next }) => segmentChange(held.segment.key, next)),
  ]
  const made = await commitRevision(tx, environment.id, lines, consent, {
    ...told,
    projectId: project.id,
    ...beforeAndAfter(plan, told),
  })
  return { environment: environment.key, revision: made, changed }
}

export function refuseOtherProposal(
  proposal: { readonly fingerprint: string },
  seen: string | undefined,
): void {
  if (seen === undefined || seen === proposal.fingerprint) return
  const message = 'something changed since you looked: look at what this would do now'
  throw new AppError('stale_version', message, { current: proposal })
}

async function saveFlags(tx: Transaction, { scope, flags }: Plan): Promise<void> {
  if (flags.length === 0) return
  const ids = flags.map(({ held }) => held.flag.id)
  const documents = flags.map(({ next }) => JSON.stringify(next))
  await tx
    .update(flagConfigurations)
    .set({
      document: sql`wanted.document::jsonb`,
      version: sql`${flagConfigurations.version} + 1`,
      updatedAt: sql`now()`,
    })
    .from(
      sql`unnest(${sql.param(ids)}::uuid[], ${sql.param(documents)}::text[]) as wanted (flag_id, document)`,
    )
    .where(
      and(
        eq(flagConfigurations.environmentId, scope.environment.id),
        sql`${flagConfigurations.flagId} = wanted.flag_id`,
      ),
    )
}

/** Of one flag or segment as any change of it; of an environment, by key. */
function beforeAndAfter(plan: Plan, { target }: Told): { before: unknown; after: unknown } {
  const flags = plan.flags.map(flagItem)
  const segments = plan.segments.map(segmentItem)
  if (target.type !== 'environment') {
    const [only] = [...flags, ...segments]
    return { before: only?.before, after: only?.after }
  }
  const side = (of: 'before' | 'after') => ({
    flags: Object.fromEntries(flags.map((item) => [item.target.key, item[of]])),
    segments: Object.fromEntries(segments.map((item) => [item.target.key, item[of]])),
  })
  return { before: side('before'), after: side('after') }
}
