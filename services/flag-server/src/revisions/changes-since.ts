import { and, desc, eq, gt, isNotNull, lte, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { changes, environments } from '../database/schema.ts'
import type { Change } from './commit-revision.ts'

/** Where an environment stands, and what brings a reader there from where it was. */
export interface Changes {
  readonly epoch: string
  readonly revision: number
  /** Commit of `revision`, by the database's clock, in milliseconds; null when nothing changed. */
  readonly committedAt: number | null
  /** Commit of the revision asked about; null when there is none. Another one: another history. */
  readonly sinceAt: number | null
  /** The newest state of every key that changed after the revision asked about. */
  readonly changed: readonly Change[]
}

/**
 * The rows after what a process last saw, the newest for each key; from 0 on, the whole ruleset. One
 * statement, so that rows and counter are of the same moment. Null when the environment is gone.
 */
export async function changesSince(
  db: Database,
  environmentId: string,
  since: number,
): Promise<Changes | null> {
  const rows = await db
    .selectDistinctOn([changes.kind, changes.key], {
      epoch: environments.epoch,
      revision: environments.revision,
      sinceAt: sql<string | null>`(
        select extract(epoch from max(asked.at)) * 1000 from ${changes} asked
        where asked.environment_id = ${environments.id} and asked.revision = ${since})`,
      change: changes,
    })
    .from(environments)
    .leftJoin(changes, and(eq(changes.environmentId, environments.id), gt(changes.revision, since)))
    .where(eq(environments.id, environmentId))
    .orderBy(changes.kind, changes.key, desc(changes.revision))
  const [first] = rows
  if (!first) return null
  const { epoch, revision, sinceAt } = first
  const changed = rows.flatMap(({ change }) => (change ? [change] : []))
  return {
    epoch,
    revision,
    committedAt: commitOf(revision, changed),
    sinceAt: sinceAt === null ? null : Number(sinceAt),
    changed,
  }
}

/** Of the last of its rows, as `sinceAt`: none of the newest revision's rows is superseded. */
function commitOf(
  revision: number,
  rows: readonly { readonly revision: number; readonly at: Date }[],
): number | null {
  const times = rows.filter((row) => row.revision === revision).map(({ at }) => at.getTime())
  return times.length > 0 ? Math.max(...times) : null
}

/** Lines of the flags and segments in force at a revision, for history and previews. */
export async function rulesetAt(
  db: Database,
  environmentId: string,
  revision: number,
): Promise<{ flags: string[]; segments: string[] }> {
  const newest = db
    .selectDistinctOn([changes.kind, changes.key])
    .from(changes)
    .where(and(eq(changes.environmentId, environmentId), lte(changes.revision, revision)))
    .orderBy(changes.kind, changes.key, desc(changes.revision))
    .as('newest')
  const rows = await db
    .select({ kind: newest.kind, line: sql<string>`${newest.line}` })
    .from(newest)
    .where(isNotNull(newest.line))
  const lines = (kind: 'flag' | 'segment') =>
    rows.filter((row) => row.kind === kind).map((row) => row.line)
  return { flags: lines('flag'), segments: lines('segment') }
}
