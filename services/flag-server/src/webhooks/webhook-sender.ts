import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/connect.ts'
import { forgetDeliveries, sendDeliveries } from './send-deliveries.ts'

export interface WebhookSender {
  /** There may be something to send: do not wait for the next tick. */
  hint(): void
  /** Lets what is being sent arrive. */
  stop(): Promise<void>
}

const EVERY_MS = 5_000
const TIDY_EVERY_MS = 3_600_000

export function startWebhookSender(db: Database, log: FastifyBaseLogger): WebhookSender {
  let sending: Promise<void> | undefined
  let again = false
  let stopped = false

  async function sendAll(): Promise<void> {
    do {
      again = false
      while (!stopped && (await sendDeliveries(db)) > 0);
    } while (again && !stopped)
  }

  function hint(): void {
    again = true
    if (stopped) return
    sending ??= sendAll()
      .catch((error: unknown) => log.debug({ err: error }, 'could not send news; trying again'))
      .finally(() => {
        sending = undefined
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
      await sending
    },
  }
}
