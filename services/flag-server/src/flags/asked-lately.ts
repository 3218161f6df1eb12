import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../database/connect.ts'
import { environments } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import { Instant } from '../http/fields.ts'
import { evaluatedFlags, evaluationCounts, unknownFlags } from '../usage/usage-tables.ts'
import { QUIET_DAYS } from './stale-flags.ts'

/** Where code has asked for a flag lately; with `flag_still_evaluated`. */
export const AskedLately = z.object({
  environments: z.array(
    z.object({
      environment: z.string(),
      lastSeenAt: Instant,
      /** Evaluations of the last seven days. */
      evaluations: z.int(),
    }),
  ),
})

type Asked = z.infer<typeof AskedLately>['environments'][number]

/** 409 while code asks for the flag: it would get its own fallback from one moment to the next. */
export async function refuseWhileAsked(
  tx: Transaction,
  projectId: string,
  flagKey: string,
  instead: string,
): Promise<void> {
  const asked = await askedLately(tx, projectId, flagKey)
  if (asked.length === 0) return
  throw new AppError(
    'flag_still_evaluated',
    `code still asks for "${flagKey}": ${asked.map(words).join('; ')}. Take it out of the code first, or ${instead} with force.`,
    { current: { environments: asked } satisfies z.infer<typeof AskedLately> },
  )
}

function words({ environment, lastSeenAt, evaluations }: Asked): string {
  const times = `${evaluations.toLocaleString('en')} ${evaluations === 1 ? 'time' : 'times'}`
  const last = `${lastSeenAt.slice(0, 10)} ${lastSeenAt.slice(11, 16)} UTC`
  return `${environment} ${times} in ${QUIET_DAYS} days, last ${last}`
}

/** Environments that asked within the last seven days, also those that were told there is no such flag. */
async function askedLately(tx: Transaction, projectId: string, flagKey: string): Promise<Asked[]> {
  const since = sql`now() - make_interval(days => ${QUIET_DAYS}::int)`
  const { rows } = await tx.execute<{ environment: string; at: string; evaluations: string }>(sql`
    select e.key as environment, max(asked.at) as at, coalesce(sum(asked.count), 0) as evaluations
    from ${environments} e
    join lateral (
      select seen.last_seen_at as at, (
        select sum(count) from ${evaluationCounts} counts
        where counts.environment_id = e.id and counts.flag_key = ${flagKey}
          and counts.minutes = 60 and counts.at >= ${since}) as count
      from ${evaluatedFlags} seen
      where seen.environment_id = e.id and seen.flag_key = ${flagKey}
      union all
      select unknown.last_seen_at, unknown.count from ${unknownFlags} unknown
      where unknown.environment_id = e.id and unknown.flag_key = ${flagKey}
    ) asked on asked.at >= ${since}
    where e.project_id = ${projectId}
    group by e.id order by e.position, e.key`)
  return rows.map(({ environment, at, evaluations }) => ({
    environment,
    lastSeenAt: new Date(at).toISOString(),
    evaluations: Number(evaluations),
  }))
}
