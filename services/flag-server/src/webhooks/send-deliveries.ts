import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { withoutCredentials } from '../http/without-credentials.ts'
import { signature } from './sign.ts'
import { webhookDeliveries, webhooks } from './webhook-tables.ts'

const TIMEOUT_MS = 10_000
/** Whoever took a delivery and died leaves it to others after this. */
const LEASE_MS = 60_000
const FIRST_PAUSE_MS = 5_000
const LONGEST_PAUSE_MS = 3_600_000
/** With the pauses between them, a day and a half. */
const MOST_ATTEMPTS = 40
const KEPT_DAYS = 7

export interface Due {
  readonly id: number
  readonly webhookId: string
  readonly event: string
  readonly body: unknown
  readonly attempts: number
  readonly url: string
  readonly format: 'json' | 'slack'
  readonly secret: string
}

/**
 * Takes one delivery, at most, of each webhook that is not among `busy`: what has waited longest, and
 * what was never tried before what was. Others leave it alone until the lease is over.
 *
 * @param room how many at most, of all webhooks together
 */
export function takeDue(db: Database, room: number, busy: readonly string[]): Promise<Due[]> {
  return inTransaction(db, async (tx) => {
    const firstOfEach = sql`${webhookDeliveries.id} in (
      select distinct on (d.webhook_id) d.id from ${webhookDeliveries} d
      where d.next_attempt_at <= now() and d.webhook_id <> all (${sql.param(busy)}::uuid[])
      order by d.webhook_id, d.attempts > 0, d.next_attempt_at, d.id)`
    const due = await tx
      .select({
        id: webhookDeliveries.id,
        webhookId: webhookDeliveries.webhookId,
        event: webhookDeliveries.event,
        body: webhookDeliveries.body,
        attempts: webhookDeliveries.attempts,
        url: webhooks.url,
        format: webhooks.format,
        secret: webhooks.secret,
      })
      .from(webhookDeliveries)
      .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
      // The time once more: another replica may have taken it since.
      .where(and(firstOfEach, sql`${webhookDeliveries.nextAttemptAt} <= now()`))
      .orderBy(
        sql`${webhookDeliveries.attempts} > 0`,
        webhookDeliveries.nextAttemptAt,
        webhookDeliveries.id,
      )
      .limit(room)
      .for('update', { of: webhookDeliveries, skipLocked: true })
    if (due.length === 0) return []
    await tx
      .update(webhookDeliveries)
      .set({ nextAttemptAt: sql`now() + ${LEASE_MS} * interval '1 millisecond'` })
      .where(
        inArray(
          webhookDeliveries.id,
          due.map(({ id }) => id),
        ),
      )
    return due
  })
}

/**
 * Sends one that was taken, outside of any transaction. It is tried again with pauses that double until
 * it is answered with 2xx: at least once, its id in `bunting-delivery` for those who must not act twice.
 */
export async function sendOne(db: Database, delivery: Due): Promise<void> {
  const outcome = await post(delivery)
  const attempts = delivery.attempts + 1
  const arrived = /^2\d\d$/.test(outcome)
  const isOver = arrived || attempts >= MOST_ATTEMPTS
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1))
  await db
    .update(webhookDeliveries)
    .set({
      attempts,
      outcome,
      deliveredAt: arrived ? sql`now()` : null,
      nextAttemptAt: isOver ? null : sql`now() + ${pauseMs} * interval '1 millisecond'`,
    })
    .where(eq(webhookDeliveries.id, delivery.id))
}

/** The HTTP status, or what kept it from being one; never the URL, which may be a secret. */
async function post({ id, event, body, url, format, secret }: Due): Promise<string> {
  const text = JSON.stringify(body)
  const seconds = Math.floor(Date.now() / 1_000)
  try {
    const to = withoutCredentials(url)
    const response = await fetch(to.href, {
      method: 'POST',
      headers: {
        ...to.headers,
        'content-type': 'application/json',
        'user-agent': 'Bunting',
        'bunting-event': event,
        'bunting-delivery': String(id),
        ...(format === 'json' && { 'bunting-signature': signature(secret, text, seconds) }),
      },
      body: text,
      // A redirect would carry the signature to somebody else.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    return String(response.status)
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    return cause?.code ?? name
  }
}

/** Takes away what is over for a week. */
export async function forgetDeliveries(db: Database): Promise<void> {
  await db.execute(sql`
    delete from ${webhookDeliveries} where id in (
      select id from ${webhookDeliveries} where next_attempt_at is null
        and created_at < now() - make_interval(days => ${KEPT_DAYS})
      -- Of a webhook that somebody is just deleting.
      for update skip locked)`)
}
