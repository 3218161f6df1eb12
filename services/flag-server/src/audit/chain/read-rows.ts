import type pg from 'pg'
import type { ChainRow } from './walk-chain.ts'

/** In bytes of text, as far as the rows before tell. */
const PAGE_BYTES = 8 * 1024 * 1024
const MOST_ROWS = 5_000

const COLUMNS = `
  chain::text, seq::float8, hash, previous_hash as "previousHash", id::text,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  project_id::text as "projectId", environment_id::text as "environmentId",
  actor_type as "actorType", actor_id as "actorId", actor_name as "actorName", via, action,
  target_type as "targetType", target_key as "targetKey",
  before::text, after::text, comment, revision::text`

/** Every row, chain after chain and by `seq`, a page at a time. */
export async function* readRows(client: pg.ClientBase): AsyncGenerator<ChainRow> {
  let chain = '00000000-0000-0000-0000-000000000000'
  let seq = Number.MIN_SAFE_INTEGER
  let limit = 100
  for (;;) {
    const { rows } = await client.query<ChainRow>(
      `select ${COLUMNS} from audit_entries where (chain, seq) > ($1::uuid, $2)
        order by audit_entries.chain, audit_entries.seq limit $3`,
      [chain, seq, limit],
    )
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < limit) return
    chain = last.chain
    seq = last.seq
    limit = nextLimit(rows)
  }
}

/** The row that has a hash, in a chain; at most one, unless somebody copied it. */
export async function rowWithHash(
  client: pg.ClientBase,
  chain: string,
  hash: string,
): Promise<ChainRow | undefined> {
  const { rows } = await client.query<ChainRow>(
    `select ${COLUMNS} from audit_entries where audit_entries.chain = $1 and hash = $2 limit 1`,
    [chain, hash],
  )
  return rows[0]
}

/** The first rows of a stretch of a chain. */
export async function rowsBetween(
  client: pg.ClientBase,
  chain: string,
  [from, to]: readonly [number, number],
): Promise<readonly ChainRow[]> {
  const { rows } = await client.query<ChainRow>(
    `select ${COLUMNS} from audit_entries
      where audit_entries.chain = $1 and audit_entries.seq between $2 and $3
      order by audit_entries.seq limit 100`,
    [chain, from, to],
  )
  return rows
}

function nextLimit(rows: readonly ChainRow[]): number {
  const bytes = rows.reduce(
    (sum, { before, after }) => sum + 500 + (before?.length ?? 0) + (after?.length ?? 0),
    0,
  )
  return Math.max(1, Math.min(MOST_ROWS, Math.floor((PAGE_BYTES / bytes) * rows.length)))
}
