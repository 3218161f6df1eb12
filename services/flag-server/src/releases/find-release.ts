import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { environments, flagConfigurations, flags, projects } from '../database/schema.ts'
import type { FlagAddress } from '../flags/configure-flag.ts'
import { findEnvironment } from '../projects/find-project.ts'
import {
  type HeldRelease,
  type ReleaseAddress,
  type ReleaseRow,
  releaseNotFound,
} from './hold-release.ts'
import { readEvidence } from './read-evidence.ts'
import type { ReleaseDetail } from './release-schemas.ts'
import { releases } from './release-tables.ts'
import { releaseDetail } from './release-view.ts'

/** One release with what its decisions rest on, as of now. */
export async function findRelease(db: Database, address: ReleaseAddress): Promise<ReleaseDetail> {
  const held = await lookAtRelease(db, address)
  return releaseDetail(held, await readEvidence(db, held))
}

/** As it is now; the next moment it may move. */
export async function lookAtRelease(db: Database, address: ReleaseAddress): Promise<HeldRelease> {
  const [found] = await db
    .select({
      project: projects,
      environment: environments,
      flag: flags,
      configuration: flagConfigurations,
      release: releases,
      now: sql<string>`floor(extract(epoch from clock_timestamp()) * 1000)`,
    })
    .from(releases)
    .innerJoin(flags, eq(flags.id, releases.flagId))
    .innerJoin(environments, eq(environments.id, releases.environmentId))
    .innerJoin(projects, eq(projects.id, environments.projectId))
    .innerJoin(
      flagConfigurations,
      and(
        eq(flagConfigurations.flagId, flags.id),
        eq(flagConfigurations.environmentId, environments.id),
      ),
    )
    .where(
      and(
        eq(releases.id, address.id),
        eq(environments.key, address.environment),
        eq(projects.key, address.project),
      ),
    )
  if (found) return { ...found, now: new Date(Number(found.now)) }
  await findEnvironment(db, address.project, address.environment)
  throw releaseNotFound(address.id)
}

/** A release after a move, as the API shows it. */
export async function viewAfter(
  db: Database,
  address: Omit<FlagAddress, 'flag'>,
  { id }: ReleaseRow,
): Promise<ReleaseDetail> {
  return findRelease(db, { ...address, id })
}
