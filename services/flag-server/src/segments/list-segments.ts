import { and, asc, eq, gt, ilike, or, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { containing } from '../database/containing.ts'
import { segments } from '../database/schema.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import { segmentView, summariesOf } from './segment-rows.ts'
import type { SegmentList } from './segment-schemas.ts'

export interface SegmentQuery {
  /** Only this environment's configurations. */
  readonly environment?: string | undefined
  /** Part of a key, name, description or tag, in any case. */
  readonly search?: string | undefined
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined
  /** 1 … 200. */
  readonly limit: number
}

/** Segments by key, without their lists. */
export async function listSegments(
  db: Database,
  projectKey: string,
  query: SegmentQuery,
): Promise<SegmentList> {
  const { project, environment } =
    query.environment === undefined
      ? { project: await findProject(db, projectKey), environment: undefined }
      : await findEnvironment(db, projectKey, query.environment)
  const page = await db
    .select()
    .from(segments)
    .where(
      and(
        eq(segments.projectId, project.id),
        query.cursor === undefined ? undefined : gt(segments.key, query.cursor),
        query.search ? matches(query.search) : undefined,
      ),
    )
    .orderBy(asc(segments.key))
    .limit(query.limit + 1)
  const shown = page.slice(0, query.limit)
  const summaries = await summariesOf(
    db,
    shown.map(({ id }) => id),
    environment?.id,
  )
  const bySegment = Map.groupBy(summaries, ({ segmentId }) => segmentId)
  return {
    segments: shown.map((segment) => segmentView(segment, bySegment.get(segment.id) ?? [])),
    nextCursor: page.length > query.limit ? (shown.at(-1)?.key ?? null) : null,
  }
}

function matches(search: string) {
  const pattern = containing(search)
  return or(
    ilike(segments.key, pattern),
    ilike(segments.name, pattern),
    ilike(segments.description, pattern),
    ilike(sql`array_to_string(${segments.tags}, ' ')`, pattern),
  )
}
