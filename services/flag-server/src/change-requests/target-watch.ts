import { type SQL, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import type { OperationType } from './operation-schemas.ts'

/** Tells which requests to look at, because something happened where their target is. */
export interface TargetWatch {
  /** Ids of some of them, each once. Asks the database one question when nothing has happened. */
  next(): Promise<string[]>
  /** One could not be looked at: it is told again, after the others. */
  again(id: string): void
}

/** So that what is due is not kept waiting. */
const AT_ONCE = 100

/** How long each chain of the history is. */
type Lengths = ReadonlyMap<string, number>

/**
 * Whatever moves a target is told in the history, in its transaction, and who writes to a chain of it
 * waits for whoever wrote before to commit: a chain that is no longer than it was has nothing new.
 * What was seen is kept in this process; one that starts looks at every request once.
 */
export function createTargetWatch(db: Database): TargetWatch {
  let seen: Lengths = new Map()
  const waiting = new Set<string>()
  return {
    async next() {
      const lengths = await lengthsOf(db)
      if ([...lengths].some(([chain, length]) => seen.get(chain) !== length)) {
        // What is written meanwhile is found now and once more, never missed.
        for (const id of await concerned(db, stillTrue(seen, lengths))) waiting.add(id)
      }
      seen = lengths
      const now = [...waiting].slice(0, AT_ONCE)
      for (const id of now) waiting.delete(id)
      return now
    },
    again(id) {
      waiting.add(id)
    },
  }
}

/** Without chains that are shorter than they were: the database is an older copy, of which nothing was seen. */
function stillTrue(seen: Lengths, now: Lengths): Lengths {
  return new Map([...seen].filter(([chain, length]) => length <= (now.get(chain) ?? 0)))
}

/** As literals: the planner then knows that the index of live requests holds them all. */
const IS_LIVE = sql.raw(`r.state in ('open', 'approved', 'scheduled')`)

/** Of the projects where a request waits. */
async function lengthsOf(db: Database): Promise<Lengths> {
  const { rows } = await db.execute<{ chain: string; seq: string }>(sql`
    with live as (select distinct project_id from change_requests r where ${IS_LIVE})
    select chain, seq from audit_chains where chain in (
      select project_id from live
      union all select id from environments where project_id in (select project_id from live))`)
  return new Map(rows.map(({ chain, seq }) => [chain, Number(seq)]))
}

/** Those that look at one flag, or segment, and the segments it asks for. */
const OF_ONE_FLAG: readonly OperationType[] = [
  'configure-flag',
  'reshuffle-flag',
  'unlock-flag',
  'create-release',
  'start-release',
  'change-release',
  'advance-release',
  'configure-segment',
]

/**
 * Live requests that an entry written since may be about; where a chain is new, all of the project.
 * A request's own entries count: what it is judged against was read before they were written.
 */
async function concerned(db: Database, seen: Lengths): Promise<string[]> {
  const known = JSON.stringify([...seen].map(([chain, seq]) => ({ chain, seq })))
  const { rows } = await db.execute<{ id: string }>(sql`
    with known as (select * from jsonb_to_recordset(${known}::jsonb) as k(chain uuid, seq bigint)),
    news as materialized (
      select distinct e.project_id, e.target_type, e.target_key
      from known k join audit_entries e on e.chain = k.chain and e.seq > k.seq),
    places as (
      select id as chain, id as project_id from projects
      union all select id, project_id from environments),
    fresh as materialized (
      select distinct p.project_id from places p join audit_chains c using (chain)
      where p.chain not in (select chain from known))
    select r.id from change_requests r
    where ${IS_LIVE} and (r.project_id in (select project_id from fresh) or exists (
      select from news n where n.project_id = r.project_id and ${isAbout()}))
    order by r.project_id, r.number`)
  return rows.map(({ id }) => id)
}

function isAbout(): SQL {
  const ofOneFlag = sql.raw(OF_ONE_FLAG.map((type) => `'${type}'`).join())
  return sql`case n.target_type
    when 'change-request' then n.target_key = r.number::text
    when 'flag' then n.target_key = r.target_key or r.operation ->> 'type' not in (${ofOneFlag})
    else true end`
}
