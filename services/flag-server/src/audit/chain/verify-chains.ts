import type pg from 'pg'
import { explainBrokenLink } from './explain-broken-link.ts'
import { type Fault, fault } from './fault.ts'
import { readRows } from './read-rows.ts'
import { type ChainRow, type ChainWalk, MOST_FAULTS, walkChain } from './walk-chain.ts'

/** Where a chain ended when somebody looked. Kept elsewhere, it shows whether all was sealed anew. */
export interface Anchor {
  readonly chain: string
  /** `shop`, `shop/production`, or `installation`. */
  readonly name: string
  readonly seq: number
  readonly hash: string
}

export interface Verification {
  readonly rows: number
  readonly faults: readonly Fault[]
  readonly anchors: readonly Anchor[]
}

/**
 * Recomputes every row of the history, all of one moment, in as much memory as a page of them takes.
 * Writers are not held up.
 *
 * @param kept anchors of an earlier verification that must still be true
 */
export async function verifyChains(
  client: pg.ClientBase,
  kept: readonly Anchor[] = [],
): Promise<Verification> {
  await client.query('begin isolation level repeatable read read only')
  try {
    return await verify(client, kept)
  } finally {
    await client.query('rollback')
  }
}

async function verify(client: pg.ClientBase, kept: readonly Anchor[]): Promise<Verification> {
  const anchors = await readHeads(client)
  const heads = new Map(anchors.map((one) => [one.chain, one]))
  const unseen = new Set(heads.keys())
  const due = Map.groupBy(kept, ({ chain }) => chain)
  const faults: Fault[] = []
  let rows = 0
  let current: { readonly chain: string; readonly walk: ChainWalk } | undefined

  async function finish(): Promise<void> {
    if (!current) return
    const ended = current.walk.end()
    add(ended.faults)
    for (const link of ended.broken) {
      add(await explainBrokenLink(client, link))
    }
  }
  const add = (found: readonly Fault[]) => {
    for (const one of found) {
      const known = faults.some(({ kind, id }) => id !== null && id === one.id && kind === one.kind)
      if (!known && faults.length < MOST_FAULTS) faults.push(one)
    }
  }

  for await (const row of readRows(client)) {
    if (row.chain !== current?.chain) {
      await finish()
      current = { chain: row.chain, walk: walkChain(row.chain, heads.get(row.chain) ?? null) }
      unseen.delete(row.chain)
    }
    current.walk.see(row)
    keepTrue(due, row)
    rows += 1
  }
  await finish()
  for (const chain of unseen) add(walkChain(chain, heads.get(chain) ?? null).end().faults)
  for (const { chain, seq, hash } of [...due.values()].flat()) {
    const message = `the chain has no row ${seq} with the hash ${hash} any more`
    add([fault('anchor', chain, { seq }, message)])
  }
  return { rows, faults, anchors }
}

/** Takes away the anchor that a row bears out. */
function keepTrue(due: Map<string, Anchor[]>, { chain, seq, hash }: ChainRow): void {
  const left = due.get(chain)
  if (!left) return
  const rest = left.filter((one) => one.seq !== seq || one.hash !== hash)
  due.set(chain, rest)
}

async function readHeads(client: pg.ClientBase): Promise<Anchor[]> {
  const { rows } = await client.query<Anchor>(`
    select c.chain::text, c.seq::float8, c.hash, coalesce(
      p.key, (select key from projects where id = e.project_id) || '/' || e.key, 'installation') as name
    from audit_chains c
      left join environments e on e.id = c.chain left join projects p on p.id = c.chain
    order by name`)
  return rows
}
