import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import { CHANNEL, type Notification } from '../revisions/notify.ts'

/**
 * Hears what other replicas committed. A notification is a hint: whatever it misses (a dropped
 * connection, a restart of Postgres) is found by `onCheck`, which also runs whenever the listener
 * connects and on a slow tick.
 */
export interface RevisionListener {
  /** False while no notification can be heard. */
  listening(): boolean
  /** The database's clock, in milliseconds since 1970, as near as this process can tell. */
  databaseNow(): number
  stop(): Promise<void>
}

export interface ListenerOptions {
  readonly url: string
  readonly log: FastifyBaseLogger
  readonly onNotification: (notification: Notification) => void
  readonly onCheck: () => Promise<void>
  /** Whether a connection that ends is worth no warning: this process is about to stop. */
  readonly expectsEnd: () => boolean
  /** Default `CHECK_EVERY_MS`. */
  readonly checkEveryMs?: number
}

/** What a notification that never came costs at most: `docs/consistency.md` says so. */
export const CHECK_EVERY_MS = 5_000

const RETRY_MS = 250

export async function startRevisionListener(options: ListenerOptions): Promise<RevisionListener> {
  const { url, log, onNotification, onCheck, expectsEnd, checkEveryMs = CHECK_EVERY_MS } = options
  let client: pg.Client | undefined
  let clockOffset = 0
  let stopped = false
  let retry: NodeJS.Timeout | undefined

  async function listen(): Promise<void> {
    const candidate = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 2_000,
      query_timeout: 5_000,
      keepAlive: true,
      application_name: 'bunting listener',
    })
    // Kept for good: a Postgres that stops later must not end this process.
    candidate.on('error', () => lost(candidate))
    candidate.on('end', () => lost(candidate))
    candidate.on('notification', ({ payload }) => onNotification(JSON.parse(payload ?? '{}')))
    try {
      await candidate.connect()
      await candidate.query(`listen ${CHANNEL}`)
      await readClock(candidate)
    } catch (error) {
      await candidate.end().catch(() => undefined)
      throw error
    }
    if (stopped) return candidate.end()
    client = candidate
    await check()
  }

  function lost(which: pg.Client): void {
    if (client !== which) return
    client = undefined
    if (!stopped && !expectsEnd())
      log.warn('lost the connection that hears changes; serving what is in memory')
    reconnect()
  }

  function reconnect(): void {
    if (stopped) return
    clearTimeout(retry)
    retry = setTimeout(() => listen().catch(reconnect), RETRY_MS)
  }

  async function readClock(from: pg.Client): Promise<void> {
    const asked = Date.now()
    const { rows } = await from.query('select extract(epoch from clock_timestamp()) * 1000 as now')
    clockOffset = Number(rows[0].now) - (asked + Date.now()) / 2
  }

  async function check(): Promise<void> {
    try {
      await onCheck()
    } catch (error) {
      log.debug({ err: error }, 'could not look for missed changes; trying again')
    }
  }

  await listen()
  const ticks = setInterval(() => {
    const asked = client
    // The question also finds out that a connection is dead, where no error would say so.
    if (!asked) return
    readClock(asked).then(check, () => {
      lost(asked)
      return asked.end().catch(() => undefined)
    })
  }, checkEveryMs)

  return {
    listening: () => client !== undefined,
    databaseNow: () => Date.now() + clockOffset,
    async stop() {
      stopped = true
      clearInterval(ticks)
      clearTimeout(retry)
      const last = client
      client = undefined
      await last?.end().catch(() => undefined)
    },
  }
}
