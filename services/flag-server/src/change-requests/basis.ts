import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { segmentKeysIn } from '../conditions/segment-keys-in.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { flags, segmentConfigurations, segments } from '../database/schema.ts'
import { lookAtConfiguration } from '../flags/configure-flag.ts'
import { configurationsOf, flagNotFound } from '../flags/flag-rows.ts'
import { findEnvironment, findProject } from '../projects/find-project.ts'
import { releaseNotFound } from '../releases/hold-release.ts'
import { releases } from '../releases/release-tables.ts'
import type { Operation } from './operation-schemas.ts'
import { proposedBy } from './proposed-by.ts'

/**
 * Names everything that an operation is judged against, as it is now: its target, and what decides who
 * its target serves. Two that are the same: it would do the same. Throws when the target is gone.
 */
export async function basisOf(
  tx: Database | Transaction,
  project: string,
  operation: Operation,
): Promise<string> {
  const facts = await factsOf(tx, project, operation)
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url')
}

async function factsOf(
  tx: Database | Transaction,
  project: string,
  operation: Operation,
): Promise<unknown> {
  switch (operation.type) {
    case 'configure-flag':
      return flagFacts(tx, { ...operation, project }, operation.patch.rules ?? [])
    case 'reshuffle-flag':
    case 'unlock-flag':
    case 'create-release':
      return flagFacts(tx, { ...operation, project })
    case 'configure-segment':
      return segmentFacts(tx, project, operation.environment, [operation.segment])
    case 'copy-flag':
    case 'restore-flag':
    case 'restore-segment':
    case 'restore-environment':
    case 'revert':
      return (await proposedBy(tx, project, operation))?.fingerprint
    case 'update-flag': {
      const { version, configurations } = await everywhereFacts(tx, project, operation.flag)
      return { version, environments: configurations.map(([environmentId]) => environmentId) }
    }
    case 'archive-flag':
    case 'unarchive-flag':
      return everywhereFacts(tx, project, operation.flag)
    case 'start-release': {
      const release = await releaseFacts(tx, operation.release)
      const address = { ...operation, project, flag: release.flag }
      return { release, flag: await flagFacts(tx, address) }
    }
    case 'change-release':
    case 'advance-release':
      return releaseFacts(tx, operation.release)
  }
}

interface RuleLike {
  readonly conditions: Parameters<typeof segmentKeysIn>[0]
}

/** With the segments it asks for: filled while nothing serves by them, they raise nothing themselves. */
async function flagFacts(
  tx: Database | Transaction,
  address: { project: string; environment: string; flag: string },
  rules: readonly RuleLike[] = [],
): Promise<unknown> {
  const { flag, configuration } = await lookAtConfiguration(tx, address)
  const asked = [...configuration.document.rules, ...rules].flatMap((one) => one.conditions)
  const keys = segmentKeysIn(asked)
  return {
    version: configuration.version,
    variants: flag.variants,
    clientSide: flag.clientSide,
    segments: await segmentFacts(tx, address.project, address.environment, keys),
  }
}

/** Versions of segments, and of those that they are nested on. */
async function segmentFacts(
  tx: Database | Transaction,
  projectKey: string,
  environmentKey: string,
  keys: readonly string[],
): Promise<unknown> {
  if (keys.length === 0) return []
  const { environment } = await findEnvironment(tx, projectKey, environmentKey)
  const rows = await tx
    .select({
      key: segments.key,
      version: segmentConfigurations.version,
      conditions: segmentConfigurations.conditions,
    })
    .from(segmentConfigurations)
    .innerJoin(segments, eq(segments.id, segmentConfigurations.segmentId))
    .where(eq(segmentConfigurations.environmentId, environment.id))
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const reached = new Set(keys)
  // A set also hands out what is added while it is walked.
  for (const key of reached) {
    for (const nested of segmentKeysIn(byKey.get(key)?.conditions ?? [])) reached.add(nested)
  }
  return [...reached].sort().map((key) => [key, byKey.get(key)?.version ?? null])
}

/** Of an archived flag too. */
async function everywhereFacts(tx: Database | Transaction, projectKey: string, flagKey: string) {
  const { id } = await findProject(tx, projectKey)
  const [flag] = await tx
    .select()
    .from(flags)
    .where(and(eq(flags.projectId, id), eq(flags.key, flagKey)))
  if (!flag) throw flagNotFound(projectKey, flagKey)
  const configurations = await configurationsOf(tx, flag.id)
  return {
    version: flag.version,
    isArchived: flag.archivedAt !== null,
    configurations: configurations.map(({ environmentId, configuration }) => [
      environmentId,
      configuration.version,
    ]),
  }
}

async function releaseFacts(tx: Database | Transaction, id: string) {
  const [found] = await tx
    .select({
      state: releases.state,
      stage: releases.stage,
      plan: releases.plan,
      flag: flags.key,
    })
    .from(releases)
    .innerJoin(flags, eq(flags.id, releases.flagId))
    .where(eq(releases.id, id))
  if (!found) throw releaseNotFound(id)
  return found
}
