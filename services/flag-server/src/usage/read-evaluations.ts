import { sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import type { EvaluationSeries, Evaluations, EvaluationsOfFlags } from './evaluation-schemas.ts'
import { lastSeenByFlag } from './last-seen.ts'
import type { Span } from './span-of.ts'
import { evaluationCounts } from './usage-tables.ts'

const HOUR = 3_600_000

interface Environment {
  readonly id: string
  readonly key: string
}

const instant = (ms: number) => new Date(ms).toISOString()

interface CountedRow extends Record<string, unknown> {
  readonly flagKey: string
  readonly step: number
  readonly variant: string
  readonly errorCode: string
  readonly count: string
}

/** Counts of some flags, step by step; steps without any are not there. */
async function countedRows(
  db: Database,
  environment: Environment,
  flagKeys: readonly string[],
  { from, to, stepMs, minutes }: Span,
): Promise<CountedRow[]> {
  const { rows } = await db.execute<CountedRow>(sql`
    select flag_key as "flagKey", variant, error_code as "errorCode", sum(count) as count,
      floor((extract(epoch from at) * 1000 - ${from}::bigint) / ${stepMs}::bigint)::int as step
    from ${evaluationCounts}
    where environment_id = ${environment.id}
      and flag_key = any(${sql.param([...flagKeys])}::text[]) and minutes = ${minutes}
      and at >= ${instant(from)}::timestamptz and at < ${instant(to)}::timestamptz
    group by flag_key, variant, error_code, step`)
  return rows
}

async function lastSeenIn(
  db: Database,
  { id, key }: Environment,
  flagKeys: readonly string[],
): Promise<(flagKey: string) => string | null> {
  const here = { environmentId: id, environmentKey: key }
  const lastSeen = await lastSeenByFlag(db, [here], flagKeys)
  return (flagKey) => lastSeen(flagKey)[key] ?? null
}

/** How often a flag was evaluated, and with which answer, without gaps. */
export async function readEvaluations(
  db: Database,
  environment: Environment,
  flag: { readonly key: string; readonly variants: readonly string[] },
  span: Span,
): Promise<Evaluations> {
  const rows = await countedRows(db, environment, [flag.key], span)
  const steps = (span.to - span.from) / span.stepMs
  const series = new Map<string, EvaluationSeries>()
  const seriesOf = (variant: string, errorCode: string) => {
    const key = `${variant} ${errorCode}`
    const made = series.get(key) ?? {
      variant: variant || null,
      errorCode: errorCode || null,
      total: 0,
      counts: new Array<number>(steps).fill(0),
    }
    series.set(key, made)
    return made
  }
  for (const variant of flag.variants) seriesOf(variant, '')
  const byName = rows.toSorted((a, b) =>
    `${a.errorCode} ${a.variant}` < `${b.errorCode} ${b.variant}` ? -1 : 1,
  )
  for (const { variant, errorCode, step, count } of byName) {
    const one = seriesOf(variant, errorCode)
    one.counts[step] = Number(count)
    one.total += Number(count)
  }
  const lastSeen = await lastSeenIn(db, environment, [flag.key])
  return {
    from: instant(span.from),
    to: instant(span.to),
    stepSeconds: span.stepMs / 1_000,
    total: [...series.values()].reduce((sum, { total }) => sum + total, 0),
    series: [...series.values()],
    lastSeenAt: lastSeen(flag.key),
  }
}

/** The last 24 hours of some flags, in one query for all of them. */
export async function readEvaluationsOfFlags(
  db: Database,
  environment: Environment,
  flagKeys: readonly string[],
  now: number,
): Promise<EvaluationsOfFlags> {
  const to = Math.floor(now / HOUR) * HOUR + HOUR
  const from = to - 24 * HOUR
  const rows = await countedRows(db, environment, flagKeys, {
    from,
    to,
    stepMs: HOUR,
    minutes: 60,
  })
  const counts = new Map(flagKeys.map((key) => [key, new Array<number>(24).fill(0)]))
  for (const { flagKey, step, count } of rows) {
    const of = counts.get(flagKey)
    if (of) of[step] = (of[step] ?? 0) + Number(count)
  }
  const lastSeen = await lastSeenIn(db, environment, flagKeys)
  return {
    from: instant(from),
    to: instant(to),
    stepSeconds: 3_600,
    flags: [...counts].map(([key, of]) => ({
      key,
      total: of.reduce((sum, count) => sum + count, 0),
      counts: of,
      lastSeenAt: lastSeen(key),
    })),
  }
}
