import { sql } from 'drizzle-orm'
import type { Transaction } from '../database/connect.ts'
import { flags } from '../database/schema.ts'
import type { ReceivedBatch } from '../usage/received-batch.ts'
import { flagBuilds } from './release-tables.ts'

/** A row that is written every second costs more than it tells. */
const STEP_MS = 300_000

/** Remembers which builds of server applications have asked for which flags. */
export async function noteBuilds(
  tx: Transaction,
  environmentId: string,
  batches: readonly ReceivedBatch[],
  now: number,
): Promise<void> {
  const pairs = new Map<string, { flagKey: string; application: string }>()
  for (const { application, fromClient, counts } of batches) {
    if (application === null || fromClient) continue
    for (const { flag: flagKey, errorCode } of counts) {
      if (errorCode === 'FLAG_NOT_FOUND') continue
      pairs.set(JSON.stringify([flagKey, application]), { flagKey, application })
    }
  }
  if (pairs.size === 0) return
  const inOrder = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair)
  await tx.execute(sql`
    insert into ${flagBuilds} (environment_id, flag_key, application, last_seen_at)
    select ${environmentId}::uuid, came.flag_key, came.application, ${new Date(now)}::timestamptz
    from unnest(
      ${sql.param(inOrder.map(({ flagKey }) => flagKey))}::text[],
      ${sql.param(inOrder.map(({ application }) => application))}::text[]
    ) as came (flag_key, application)
    where exists (select from ${flags} where ${flags.key} = came.flag_key)
    order by 2, 3
    on conflict (environment_id, flag_key, application) do update
      set last_seen_at = excluded.last_seen_at
      where ${flagBuilds.lastSeenAt} < excluded.last_seen_at - ${STEP_MS} * interval '1 millisecond'`)
}
