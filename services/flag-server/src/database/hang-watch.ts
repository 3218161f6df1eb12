import pg from 'pg'
import { isDatabaseAway } from './is-database-away.ts'

/** Whether Postgres answers, as found out for those who would otherwise wait for it. */
export interface HangWatch {
  /** True from the moment at which it was found not to answer until it does. */
  isAway(): boolean
  stop(): void
}

const LOOK_MS = 200
/** Looks in a row at which a question was unanswered, and no byte came: then it is looked into. */
const QUIET_LOOKS = 3
/** With the time of the looks less than two seconds, in which a write must be answered. */
const PROBE_MS = 800

interface Watched {
  bytesRead: number
  quietLooks: number
}

/**
 * A Postgres that is stopped, or a wire that swallows what it is given, says nothing: a question would
 * wait for its time limit, which is long for the sake of long reads. So when one has been without an
 * answer for a while, a new connection is made and asked whether the other is at work on it. If it is
 * not, or nobody answers here either, the connections are cut, and who waits hears of it.
 */
export function watchForHang(pool: pg.Pool, probeConfig: pg.ClientConfig): HangWatch {
  const clients = new Map<pg.PoolClient, Watched>()
  let connectingLooks = 0
  let away = false
  let probing = false

  pool.on('connect', (client) => clients.set(client, { bytesRead: 0, quietLooks: 0 }))
  pool.on('remove', (client) => clients.delete(client))

  function suspects(): pg.PoolClient[] {
    const found: pg.PoolClient[] = []
    for (const [client, watched] of clients) {
      const bytesRead = bytesReadBy(client)
      const waits = isWaiting(client) && bytesRead === watched.bytesRead
      watched.bytesRead = bytesRead
      watched.quietLooks = waits ? watched.quietLooks + 1 : 0
      if (isTimeToAsk(watched.quietLooks)) found.push(client)
    }
    return found
  }

  /** New connections are made, and do not come about. */
  function connectsInVain(): boolean {
    connectingLooks = pool.totalCount > clients.size ? connectingLooks + 1 : 0
    return isTimeToAsk(connectingLooks)
  }

  async function look(): Promise<void> {
    const asked = suspects()
    const isInVain = connectsInVain()
    if (probing || (asked.length === 0 && !isInVain && !away)) return
    probing = true
    const before = new Map([...clients.keys()].map((client) => [client, bytesReadBy(client)]))
    const isQuiet = (client: pg.PoolClient) =>
      isWaiting(client) && bytesReadBy(client) === before.get(client)
    try {
      const idle = await findIdle(probeConfig, asked.map(processOf))
      away = false
      for (const client of asked) if (idle.has(processOf(client)) && isQuiet(client)) cut(client)
    } catch (error) {
      // One that is full, or refuses, is there; and perhaps it is only this process that was slow.
      if (!isDatabaseAway(error)) away = false
      else if (
        away ||
        [...clients.keys()].every((client) => !isWaiting(client) || isQuiet(client))
      ) {
        away = true
        for (const client of clients.keys()) cut(client)
      }
    } finally {
      probing = false
    }
  }

  const looks = setInterval(look, LOOK_MS).unref()
  return { isAway: () => away, stop: () => clearInterval(looks) }
}

/** After so many looks, and after twice as many, and four times … */
function isTimeToAsk(quietLooks: number): boolean {
  return Number.isInteger(Math.log2(quietLooks / QUIET_LOOKS))
}

/** Which of these server processes wait for a question themselves: theirs was never heard, or answered. */
async function findIdle(
  config: pg.ClientConfig,
  processes: readonly number[],
): Promise<ReadonlySet<number>> {
  const probe = new pg.Client({
    ...config,
    connectionTimeoutMillis: PROBE_MS,
    query_timeout: PROBE_MS,
  })
  probe.on('error', () => undefined)
  const giveUp = setTimeout(() => probe.connection.stream.destroy(), PROBE_MS)
  try {
    await probe.connect()
    const { rows } = await probe.query<{ pid: number }>(
      `select pid from pg_stat_activity where pid = any($1) and state <> 'active'`,
      [processes],
    )
    return new Set(rows.map(({ pid }) => pid))
  } finally {
    clearTimeout(giveUp)
    probe.end().catch(() => undefined)
    probe.connection.stream.destroy()
  }
}

// What follows is there in node-postgres, if not in its types.

function isWaiting(client: pg.PoolClient): boolean {
  return 'readyForQuery' in client && client.readyForQuery === false
}

function processOf(client: pg.PoolClient): number {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : 0
}

function bytesReadBy({ connection: { stream } }: pg.PoolClient): number {
  return 'bytesRead' in stream && typeof stream.bytesRead === 'number' ? stream.bytesRead : 0
}

function cut({ connection }: pg.PoolClient): void {
  connection.stream.destroy()
}
