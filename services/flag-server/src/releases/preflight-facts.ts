import type { Database, Transaction } from '../database/connect.ts'
import { connectedBuilds } from './connected-builds.ts'
import type { HeldRelease } from './hold-release.ts'
import { isComparisonGuard } from './plan.ts'
import type { PreflightFacts } from './preflight.ts'
import { lastReports, metricOf } from './reports.ts'

/**
 * What the preflight is decided on, as it is just now.
 *
 * @param known when each metric was last reported, if that was read already
 */
export async function preflightFacts(
  db: Database | Transaction,
  { flag, environment, release, now }: HeldRelease,
  known?: ReadonlyMap<string, number>,
): Promise<PreflightFacts> {
  const { plan } = release
  const reports = known ?? (await lastReports(db, release.id))
  const silent = plan.guards.filter(isComparisonGuard).filter((guard) => {
    const last = reports.get(metricOf(guard))
    return last === undefined || now.getTime() - last > 2 * guard.windowMs
  })
  return {
    controlVariantExists: Object.hasOwn(flag.variants, plan.control),
    silentGuards: silent.map(({ id }) => id),
    builds: await connectedBuilds(db, environment.id, flag.key, now),
    // One live release a flag and environment: an index of the database sees to it.
    otherReleases: [],
    approved: null,
  }
}
