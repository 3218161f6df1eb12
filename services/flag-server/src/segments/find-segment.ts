import { and, eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { segmentConfigurations, segments } from '../database/schema.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import {
  type SegmentConfigurationRow,
  type SegmentRow,
  segmentNotFound,
  segmentView,
  summariesOf,
} from './segment-rows.ts'
import type { SegmentConfigurationChanged, SegmentDetails } from './segment-schemas.ts'
import { usesOf } from './uses-of.ts'

/** Which segment, where. */
export interface SegmentAddress {
  readonly project: string
  readonly environment: string
  readonly segment: string
}

export async function findSegmentRow(
  db: Database | Transaction,
  project: { id: string; key: string },
  segmentKey: string,
): Promise<SegmentRow> {
  const [segment] = await db
    .select()
    .from(segments)
    .where(and(eq(segments.projectId, project.id), eq(segments.key, segmentKey)))
  if (!segment) throw segmentNotFound(project.key, segmentKey)
  return segment
}

/** A segment in every environment, without its lists, and all that asks for it. */
export async function findSegment(
  db: Database | Transaction,
  projectKey: string,
  segmentKey: string,
): Promise<SegmentDetails> {
  const project = await findProject(db, projectKey)
  const segment = await findSegmentRow(db, project, segmentKey)
  return {
    ...segmentView(segment, await summariesOf(db, [segment.id])),
    usedBy: await usesOf(db, project.id, segmentKey),
  }
}

/** A segment in one environment, with its lists. */
export async function findSegmentConfiguration(
  db: Database | Transaction,
  address: SegmentAddress,
): Promise<SegmentConfigurationChanged> {
  const { project, environment } = await findEnvironment(db, address.project, address.environment)
  const segment = await findSegmentRow(db, project, address.segment)
  const [configuration] = await db
    .select()
    .from(segmentConfigurations)
    .where(
      and(
        eq(segmentConfigurations.segmentId, segment.id),
        eq(segmentConfigurations.environmentId, environment.id),
      ),
    )
  if (!configuration) throw segmentNotFound(project.key, segment.key)
  return segmentConfigurationView({ segment, environment }, configuration, environment.revision)
}

export function segmentConfigurationView(
  { segment, environment }: { segment: { key: string }; environment: { key: string } },
  configuration: SegmentConfigurationRow,
  revision: number,
): SegmentConfigurationChanged {
  return {
    key: segment.key,
    environment: environment.key,
    included: configuration.included,
    excluded: configuration.excluded,
    conditions: configuration.conditions,
    version: configuration.version,
    updatedAt: configuration.updatedAt.toISOString(),
    revision,
  }
}
