import { sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { LIVE } from './hold-release.ts'
import { releases } from './release-tables.ts'

const LIVE_STATES = sql.raw(LIVE.map((state) => `'${state}'`).join(', '))
const QUESTION = sql`
  select exists (select from ${releases} where ${releases.state} in (${LIVE_STATES})
      and ${releases.nextLookAt} <= now()) as due,
    exists (select from ${releases} where ${releases.state} in (${LIVE_STATES})
      and jsonb_path_exists(${releases.plan}, '$.guards[*] ? (@.kind == "prometheus")')) as outside`

/**
 * Whether a release is to be looked at, and whether one has guards that only the outside world can
 * answer. Asked twice a second by each replica, and nearly always twice no.
 */
export async function whatWaits(db: Database): Promise<{ due: boolean; outside: boolean }> {
  const { rows } = await db.execute<{ due: boolean; outside: boolean }>(QUESTION)
  return rows[0] ?? { due: false, outside: false }
}
