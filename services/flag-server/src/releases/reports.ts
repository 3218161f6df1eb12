import { eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import type { ComparisonGuard } from './plan.ts'
import { ERRORS, SLOW } from './release-in-force.ts'
import { releaseReports } from './release-tables.ts'

/** Units seen, in the minutes of a release; every other metric has a name. */
export const SEEN = ''

/** Under what name SDKs report what a guard watches. */
export function metricOf(guard: ComparisonGuard): string {
  if (guard.kind === 'event') return guard.metric
  return guard.kind === 'errors' ? ERRORS : SLOW
}

/** When each metric was last reported, in milliseconds since 1970. */
export async function lastReports(
  db: Database | Transaction,
  releaseId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db.select().from(releaseReports).where(eq(releaseReports.releaseId, releaseId))
  return new Map(rows.map(({ metric, lastAt }) => [metric, lastAt.getTime()]))
}
