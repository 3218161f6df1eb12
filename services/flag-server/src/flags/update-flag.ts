import { eq, sql } from 'drizzle-orm'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { flags } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { refuseStale } from '../http/refuse-stale.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { findProject, lockEnvironments } from '../projects/find-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import { notify } from '../revisions/notify.ts'
import { checkVariants } from './check-variants.ts'
import { findFlagRow } from './find-flag.ts'
import { configurationsOf, type FlagRow, flagChange, flagView } from './flag-rows.ts'
import type { FlagPatch, FlagView } from './flag-schemas.ts'
import { variantsOf } from './variants-of.ts'

/** Changes a flag everywhere: what people read about it, its variants, and whether browsers get it. */
export function updateFlag(
  db: Database,
  actor: Actor,
  projectKey: string,
  flagKey: string,
  patch: FlagPatch,
): Promise<FlagView> {
  const consent = byPerson(patch.comment)
  return inTransaction(db, (tx) => updateFlagIn(tx, actor, projectKey, flagKey, patch, consent), {
    project: projectKey,
  })
}

/** The same in a transaction that does more. */
export async function updateFlagIn(
  tx: Transaction,
  actor: Actor,
  projectKey: string,
  flagKey: string,
  { expectedVersion, comment, ...wanted }: FlagPatch,
  consent: Consent,
): Promise<FlagView> {
  const project = await findProject(tx, projectKey)
  await lockEnvironments(tx, project.id)
  const before = await findFlagRow(tx, project, flagKey)
  const configurations = await configurationsOf(tx, before.id)
  refuseStale(before.version, expectedVersion, () => flagView(before, configurations))
  const variants = wanted.variants && variantsOf({ type: before.type, variants: wanted.variants })
  const [after] = await tx
    .update(flags)
    .set({ ...wanted, variants, version: sql`${flags.version} + 1` })
    .where(eq(flags.id, before.id))
    .returning()
  if (!after) throw new Error('an update returned no row')
  if (variants) await checkVariants(tx, after, configurations)
  // SDKs carry none of the texts: those make no revision.
  if (after.clientSide !== before.clientSide || !sameVariants(after, before)) {
    for (const { environmentId, configuration } of configurations) {
      await commitRevision(tx, environmentId, [flagChange(after, configuration.document)], consent)
    }
  }
  await recordAudit(tx, {
    actor,
    action: 'flag.updated',
    projectId: project.id,
    target: { type: 'flag', key: flagKey },
    before: shared(before),
    after: shared(after),
    comment,
  })
  await notify(tx, { type: 'changed', projectId: project.id, what: 'flags' })
  return flagView(after, configurations)
}

/** What is the same in every environment. */
function shared(flag: FlagRow) {
  const { name, description, tags, kind, owner, expectedEndDate, variants, clientSide } = flag
  return { name, description, tags, kind, owner, expectedEndDate, variants, clientSide }
}

/** Their order is their author's, and counts. */
function sameVariants(a: FlagRow, b: FlagRow): boolean {
  return JSON.stringify(a.variants) === JSON.stringify(b.variants)
}
