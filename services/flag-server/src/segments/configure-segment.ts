import { isDeepStrictEqual } from 'node:util'
import { and, eq, sql } from 'drizzle-orm'
import { checkPatterns } from '../conditions/check-patterns.ts'
import type { Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { segmentConfigurations } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { refuseStale } from '../http/refuse-stale.ts'
import { byPerson, type Consent } from '../policies/consent.ts'
import { type Environment, lockEnvironment, type Project } from '../projects/find-project.ts'
import { commitRevision } from '../revisions/commit-revision.ts'
import type { Services } from '../services.ts'
import { auditedLists } from './audited-lists.ts'
import { checkSegmentConfiguration } from './check-segment-configuration.ts'
import { findSegmentRow, type SegmentAddress, segmentConfigurationView } from './find-segment.ts'
import {
  type SegmentConfigurationRow,
  type SegmentRow,
  segmentChange,
  segmentNotFound,
} from './segment-rows.ts'
import type {
  SegmentConfiguration,
  SegmentConfigurationChanged,
  SegmentConfigurationPatch,
} from './segment-schemas.ts'

/** Changes who belongs to a segment in one environment: what is given replaces what was. */
export async function configureSegment(
  { db, patterns }: Pick<Services, 'db' | 'patterns'>,
  actor: Actor,
  address: SegmentAddress,
  patch: SegmentConfigurationPatch,
): Promise<SegmentConfigurationChanged> {
  await checkPatterns(patterns, [{ path: 'conditions', conditions: patch.conditions ?? [] }])
  const consent = byPerson(patch.comment)
  return inTransaction(db, (tx) => configureSegmentIn(tx, actor, address, patch, consent), address)
}

/** The same in a transaction that does more; its patterns were checked before. */
export async function configureSegmentIn(
  tx: Transaction,
  actor: Actor,
  address: SegmentAddress,
  patch: SegmentConfigurationPatch,
  consent: Consent,
): Promise<SegmentConfigurationChanged> {
  const { expectedVersion, comment } = patch
  const held = await holdSegment(tx, address)
  const { project, environment, segment, configuration } = held
  refuseStale(configuration.version, expectedVersion, () =>
    segmentConfigurationView(held, configuration, environment.revision),
  )
  const next = applied(configuration, patch)
  if (isDeepStrictEqual(next, contentOf(configuration))) {
    return segmentConfigurationView(held, configuration, environment.revision)
  }
  await checkSegmentConfiguration(tx, environment.id, segment.key, next.conditions)
  const saved = await saveSegment(tx, held, next)
  const revision = await commitRevision(
    tx,
    environment.id,
    [segmentChange(segment.key, next)],
    consent,
    {
      actor,
      action: 'segment.configured',
      projectId: project.id,
      target: { type: 'segment', key: segment.key },
      ...auditedLists(contentOf(configuration), next),
      comment,
    },
  )
  return segmentConfigurationView(held, saved, revision)
}

/** A segment in an environment, as it is until the transaction ends. */
export interface HeldSegment {
  readonly project: Project
  readonly environment: Environment
  readonly segment: SegmentRow
  readonly configuration: SegmentConfigurationRow
}

const ofHeld = ({ segment, environment }: Pick<HeldSegment, 'segment' | 'environment'>) =>
  and(
    eq(segmentConfigurations.segmentId, segment.id),
    eq(segmentConfigurations.environmentId, environment.id),
  )

/** The segment, and the lock that keeps it as it is until the transaction ends. */
async function holdSegment(tx: Transaction, address: SegmentAddress): Promise<HeldSegment> {
  const { project, environment } = await lockEnvironment(tx, address.project, address.environment)
  const segment = await findSegmentRow(tx, project, address.segment)
  const [configuration] = await tx
    .select()
    .from(segmentConfigurations)
    .where(ofHeld({ segment, environment }))
  if (!configuration) throw segmentNotFound(project.key, segment.key)
  return { project, environment, segment, configuration }
}

export async function saveSegment(
  tx: Transaction,
  held: HeldSegment,
  next: SegmentConfiguration,
): Promise<SegmentConfigurationRow> {
  const [saved] = await tx
    .update(segmentConfigurations)
    .set({
      ...next,
      version: sql`${segmentConfigurations.version} + 1`,
      updatedAt: sql`now()`,
    })
    .where(ofHeld(held))
    .returning()
  if (!saved) throw segmentNotFound(held.project.key, held.segment.key)
  return saved
}

function applied(
  { included, excluded, conditions }: SegmentConfigurationRow,
  patch: SegmentConfigurationPatch,
): SegmentConfiguration {
  return {
    included: patch.included ? [...new Set(patch.included)] : included,
    excluded: patch.excluded ? [...new Set(patch.excluded)] : excluded,
    conditions: patch.conditions ?? conditions,
  }
}

function contentOf({ included, excluded, conditions }: SegmentConfigurationRow) {
  return { included, excluded, conditions }
}
