import { sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { environments, flags } from '../database/schema.ts'
import { takeReported } from '../releases/take-reported.ts'
import { whileCounting } from './counting-lock.ts'
import type { ReceivedBatch } from './received-batch.ts'
import { type KnownFlag, sumCounts } from './sum-counts.ts'
import { OLDEST_BATCH_MS } from './usage-limits.ts'
import { eventBatches } from './usage-tables.ts'
import { addBuckets, addUnknown, forgetSurplus, noteSeen } from './write-sums.ts'

/**
 * Stores batches in one transaction, those that were stored before left out: when this resolves,
 * each counts once, however often and to whichever replica it is sent.
 *
 * @returns how many evaluations were stored by this
 */
export async function storeBatches(
  db: Database,
  batches: readonly ReceivedBatch[],
): Promise<number> {
  const countable = batches.filter(({ agoMs }) => agoMs <= OLDEST_BATCH_MS)
  if (countable.length === 0) return 0
  const { unknown, evaluations } = await inTransaction(db, async (tx) => {
    await whileCounting(tx)
    const { fresh, now } = await takeFresh(tx, countable)
    if (fresh.length === 0) return { unknown: [], evaluations: 0 }
    const sums = sumCounts(fresh, now, await flagLookup(tx, fresh))
    await addBuckets(tx, sums.buckets)
    await noteSeen(tx, sums.seen)
    await addUnknown(tx, sums.unknown)
    await takeReported(tx, fresh, now)
    return { ...sums, evaluations: evaluationsIn(fresh) }
  })
  // By itself: it takes rows in no particular order, and must hold none while it does.
  if (unknown.length > 0) {
    await forgetSurplus(db, [...new Set(unknown.map(({ environmentId }) => environmentId))])
  }
  return evaluations
}

function evaluationsIn(batches: readonly ReceivedBatch[]): number {
  let evaluations = 0
  for (const { counts } of batches) for (const { count } of counts) evaluations += count
  return evaluations
}

/** Remembers the ids; those that were new, and the time by the database's clock. */
async function takeFresh(
  tx: Transaction,
  batches: readonly ReceivedBatch[],
): Promise<{ fresh: ReceivedBatch[]; now: number }> {
  const byId = new Map(batches.map((batch) => [idOf(batch.environmentId, batch.id), batch]))
  const inOrder = [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, batch]) => batch)
  const { rows } = await tx.execute<{ environmentId: string; id: string; now: string }>(sql`
    insert into ${eventBatches} (environment_id, id)
    select * from unnest(
      ${sql.param(inOrder.map((batch) => batch.environmentId))}::uuid[],
      ${sql.param(inOrder.map((batch) => batch.id))}::text[])
    on conflict do nothing
    returning environment_id as "environmentId", id,
      floor(extract(epoch from now()) * 1000) as now`)
  const fresh = rows.flatMap(({ environmentId, id }) => byId.get(idOf(environmentId, id)) ?? [])
  return { fresh, now: Number(rows[0]?.now) }
}

type FlagLookup = Parameters<typeof sumCounts>[2]

/** What the database knows of the flags that are named. */
async function flagLookup(tx: Transaction, batches: readonly ReceivedBatch[]): Promise<FlagLookup> {
  const keys = new Set(batches.flatMap(({ counts }) => counts.map(({ flag }) => flag)))
  const environmentIds = new Set(batches.map(({ environmentId }) => environmentId))
  const { rows } = await tx.execute<{
    environmentId: string
    key: string
    archived: boolean
    variants: string[]
  }>(sql`
    select ${environments.id} as "environmentId", ${flags.key} as key,
      ${flags.archivedAt} is not null as archived,
      array(select json_object_keys(${flags.variants})) as variants
    from ${environments} join ${flags} on ${flags.projectId} = ${environments.projectId}
    where ${environments.id} = any(${sql.param([...environmentIds])}::uuid[])
      and ${flags.key} = any(${sql.param([...keys].filter((key) => !key.includes('\u0000')))}::text[])`)
  const known = new Map<string, KnownFlag>(
    rows.map(({ environmentId, key, archived, variants }) => [
      idOf(environmentId, key),
      { archived, variants: new Set(variants) },
    ]),
  )
  return (environmentId, flagKey) => known.get(idOf(environmentId, flagKey))
}

function idOf(environmentId: string, name: string): string {
  return `${environmentId} ${name}`
}
