import type { Segment } from '@bunting/evaluator'
import { and, eq, inArray } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { segmentConfigurations, segments } from '../database/schema.ts'

/**
 * The segments of an environment, or those of some keys, with their conditions and without
 * their lists: nothing that is checked depends on who is listed.
 */
export async function segmentsIn(
  tx: Database | Transaction,
  environmentId: string,
  keys?: readonly string[],
): Promise<Map<string, Segment>> {
  if (keys?.length === 0) return new Map()
  const rows = await tx
    .select({ key: segments.key, conditions: segmentConfigurations.conditions })
    .from(segmentConfigurations)
    .innerJoin(segments, eq(segments.id, segmentConfigurations.segmentId))
    .where(
      and(
        eq(segmentConfigurations.environmentId, environmentId),
        keys && inArray(segments.key, [...keys]),
      ),
    )
  return new Map(rows.map(({ key, conditions }) => [key, withoutLists(key, conditions)]))
}

/** A segment as it is checked. */
export function withoutLists(
  key: string,
  conditions: (typeof segmentConfigurations.$inferSelect)['conditions'],
): Segment {
  // They went through zod: what is optional is absent, never undefined.
  return { key, included: [], excluded: [], conditions: conditions as Segment['conditions'] }
}
