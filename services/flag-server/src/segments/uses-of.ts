import { asc, eq, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import {
  environments,
  flagConfigurations,
  flags,
  segmentConfigurations,
  segments,
} from '../database/schema.ts'
import type { SegmentUse } from './segment-schemas.ts'

/** The flags in use and the segments that ask for a segment, by key, each with where it does. */
export async function usesOf(
  db: Database | Transaction,
  projectId: string,
  segmentKey: string,
): Promise<SegmentUse[]> {
  const byFlags = await db
    .select({ key: flags.key, environment: environments.key })
    .from(flagConfigurations)
    .innerJoin(flags, eq(flags.id, flagConfigurations.flagId))
    .innerJoin(environments, eq(environments.id, flagConfigurations.environmentId))
    .where(
      sql`${flags.projectId} = ${projectId} and ${flags.archivedAt} is null
        and ${asks(sql`jsonb_path_query_array(${flagConfigurations.document}, '$.rules[*].conditions[*]')`, segmentKey)}`,
    )
    .orderBy(asc(flags.key), asc(environments.position), asc(environments.key))
  const bySegments = await db
    .select({ key: segments.key, environment: environments.key })
    .from(segmentConfigurations)
    .innerJoin(segments, eq(segments.id, segmentConfigurations.segmentId))
    .innerJoin(environments, eq(environments.id, segmentConfigurations.environmentId))
    .where(
      sql`${segments.projectId} = ${projectId}
        and ${asks(sql`${segmentConfigurations.conditions}`, segmentKey)}`,
    )
    .orderBy(asc(segments.key), asc(environments.position), asc(environments.key))
  return [...uses('flag', byFlags), ...uses('segment', bySegments)]
}

/** Whether one of an array of conditions asks for the segment. */
function asks(conditions: SQL, segmentKey: string): SQL {
  return sql`jsonb_path_exists(
    ${conditions},
    '$[*] ? (@.operator == "inSegment").values[*] ? (@ == $key)',
    ${JSON.stringify({ key: segmentKey })}::jsonb
  )`
}

function uses(
  kind: SegmentUse['kind'],
  rows: readonly { key: string; environment: string }[],
): SegmentUse[] {
  const byKey = Map.groupBy(rows, ({ key }) => key)
  return [...byKey].map(([key, places]) => ({
    kind,
    key,
    environments: places.map(({ environment }) => environment),
  }))
}
