import { encodeLine, type Segment } from '@bunting/evaluator'
import { and, eq, getTableColumns, inArray } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { environments, segmentConfigurations, type segments } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { Change } from '../revisions/commit-revision.ts'
import type { SegmentConfiguration, SegmentSummary, SegmentView } from './segment-schemas.ts'

export type SegmentRow = typeof segments.$inferSelect
export type SegmentConfigurationRow = typeof segmentConfigurations.$inferSelect

/** A segment in one environment without its lists. */
export interface SummaryRow extends Omit<SegmentConfigurationRow, 'included' | 'excluded'> {
  readonly environmentKey: string
}

export function segmentNotFound(projectKey: string, segmentKey: string): AppError {
  return new AppError('segment_not_found', `project "${projectKey}" has no segment "${segmentKey}"`)
}

/** Summaries of some segments, in the order in which people list environments. */
export function summariesOf(
  db: Database | Transaction,
  segmentIds: readonly string[],
  environmentId?: string,
): Promise<SummaryRow[]> {
  const { included: _, excluded: __, ...columns } = getTableColumns(segmentConfigurations)
  return db
    .select({ ...columns, environmentKey: environments.key })
    .from(segmentConfigurations)
    .innerJoin(environments, eq(environments.id, segmentConfigurations.environmentId))
    .where(
      and(
        inArray(segmentConfigurations.segmentId, [...segmentIds]),
        environmentId === undefined ? undefined : eq(environments.id, environmentId),
      ),
    )
    .orderBy(environments.position, environments.key)
}

/** What SDKs receive of a segment. Who gets a flag that asks for it gets the segment as well. */
export function segmentChange(
  key: string,
  { included, excluded, conditions }: SegmentConfiguration,
): Change {
  const line = encodeLine({ key, included, excluded, conditions } as Segment)
  return { kind: 'segment', key, line, clientSide: false }
}

export function segmentView(segment: SegmentRow, summaries: Iterable<SummaryRow>): SegmentView {
  return {
    key: segment.key,
    name: segment.name,
    description: segment.description,
    tags: segment.tags,
    version: segment.version,
    createdAt: segment.createdAt.toISOString(),
    environments: Object.fromEntries(
      [...summaries].map((summary) => [summary.environmentKey, summaryView(summary)]),
    ),
  }
}

function summaryView(row: SummaryRow): SegmentSummary {
  return {
    includedCount: row.includedCount,
    excludedCount: row.excludedCount,
    conditions: row.conditions,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  }
}
