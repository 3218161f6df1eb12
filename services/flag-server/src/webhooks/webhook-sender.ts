import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/connect.ts'
import { type Due, forgetDeliveries, sendOne, takeDue } from './send-deliveries.ts'

export interface WebhookSender {
  /** There may be something to send: do not wait for the next tick. */
  hint(): void
  /** Lets what is being sent arrive: at most ten seconds. */
  stop(): Promise<void>
}

/** A receiver that never answers holds the few slots of its own, and nobody else's. */
const AT_ONCE = 60
const AT_ONCE_EACH = 3
const EVERY_MS = 5_000
const TIDY_EVERY_MS = 3_600_000

export function startWebhookSender(db: Database, log: FastifyBaseLogger): WebhookSender {
  /** What is being sent now, and to which webhook. */
  const sending = new Map<Promise<void>, string>()
  let filling: Promise<void> | undefined
  let again = false
  let stopped = false

  function busy(): string[] {
    const counts = new Map<string, number>()
    for (const id of sending.values()) counts.set(id, (counts.get(id) ?? 0) + 1)
    return [...counts].flatMap(([id, count]) => (count >= AT_ONCE_EACH ? [id] : []))
  }

  /** Begins what is due while there are slots; each that ends asks for more. */
  async function fill(): Promise<void> {
    let taken: readonly Due[] = []
    do {
      again = false
      if (sending.size >= AT_ONCE) return
      taken = await takeDue(db, AT_ONCE - sending.size, busy())
      for (const delivery of taken) begin(delivery)
    } while ((again || taken.length > 0) && !stopped)
  }

  function begin(delivery: Due): void {
    const sent: Promise<void> = sendOne(db, delivery).then(undefined, complain).then(ended)
    sending.set(sent, delivery.webhookId)
    function ended(): void {
      sending.delete(sent)
      hint()
    }
  }

  function complain(error: unknown): void {
    log.debug({ err: error }, 'could not send news; trying again')
  }

  function hint(): void {
    again = true
    if (stopped) return
    filling ??= fill()
      .catch(complain)
      .finally(() => {
        filling = undefined
        // Asked for when the last look was over already.
        if (again && sending.size < AT_ONCE) hint()
      })
  }

  const ticks = setInterval(hint, EVERY_MS)
  const tidying = setInterval(() => {
    forgetDeliveries(db).catch((error: unknown) => log.debug({ err: error }, 'could not tidy up'))
  }, TIDY_EVERY_MS)

  return {
    hint,
    async stop() {
      stopped = true
      clearInterval(ticks)
      clearInterval(tidying)
      await filling
      await Promise.all(sending.keys())
    },
  }
}
