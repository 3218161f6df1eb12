import { and, inArray, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { LIVE } from './hold-release.ts'
import { instantValue } from './instant-value.ts'
import { isComparisonGuard, type PrometheusGuard } from './plan.ts'
import { releaseQueries, releaseQueryTurns, releases } from './release-tables.ts'

/** Longer than a query may take, so that no answer is older than its turn. */
const FEWEST_MS = 5_000
/** Answers kept of each guard. */
const KEPT = 200

/**
 * Asks what the Prometheus guards of the releases under way watch, each a few times a window. One
 * replica asks, whichever comes first. No answer is an answer too: it holds the release.
 *
 * @param url of Prometheus; undefined when this server has none
 */
export async function askPrometheus(db: Database, url: string | undefined): Promise<void> {
  const live = await db
    .select({ id: releases.id, plan: releases.plan })
    .from(releases)
    .where(
      and(
        inArray(releases.state, [...LIVE]),
        sql`jsonb_path_exists(${releases.plan}, '$.guards[*] ? (@.kind == "prometheus")')`,
      ),
    )
  const asked = live.flatMap(({ id, plan }) =>
    plan.guards
      .filter((guard) => !isComparisonGuard(guard))
      .map((guard) => askOne(db, url, id, guard as PrometheusGuard)),
  )
  await Promise.all(asked)
}

async function askOne(
  db: Database,
  url: string | undefined,
  releaseId: string,
  guard: PrometheusGuard,
): Promise<void> {
  if (!(await takeTurn(db, releaseId, guard))) return
  const value = url === undefined ? null : await instantValue(url, guard.query)
  await db
    .insert(releaseQueries)
    .values({ releaseId, guard: guard.id, at: sql`now()`, value })
    .onConflictDoNothing()
  await db.execute(sql`
    delete from ${releaseQueries} where release_id = ${releaseId}::uuid and guard = ${guard.id}
      and at < (select at from ${releaseQueries} where release_id = ${releaseId}::uuid
        and guard = ${guard.id} order by at desc offset ${KEPT} limit 1)`)
}

async function takeTurn(
  db: Database,
  releaseId: string,
  { id: guard, windowMs }: PrometheusGuard,
): Promise<boolean> {
  const everyMs = Math.max(FEWEST_MS, windowMs / 4)
  const taken = await db
    .insert(releaseQueryTurns)
    .values({ releaseId, guard, askedAt: sql`now()` })
    .onConflictDoUpdate({
      target: [releaseQueryTurns.releaseId, releaseQueryTurns.guard],
      set: { askedAt: sql`now()` },
      setWhere: sql`${releaseQueryTurns.askedAt} <= now() - ${everyMs} * interval '1 millisecond'`,
    })
    .returning({ release: releaseQueryTurns.releaseId })
  return taken.length > 0
}
