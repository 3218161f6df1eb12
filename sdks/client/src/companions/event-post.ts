import type { Events } from '@bunting/protocol/wire'
import type { ClientCore } from '../companion.ts'
import type { HttpResponse } from '../ports.ts'
import { reconnectDelay } from '../reconnect-delay.ts'
import type { EventQueue } from './event-queue.ts'
import { requestTo } from './request-to.ts'

const TIMEOUT_MS = 10_000
const MAX_BACKOFF_MS = 300_000

/** The server will never take such a batch, or never from this client: it is not sent again. */
const REFUSED: readonly number[] = [400, 401, 403, 413]

/**
 * Sends what waits by HTTP, one request at a time.
 * @returns does nothing while a request is under way, or while the server wants a pause
 */
export function createEventPost(
  { options, ports }: ClientCore,
  queue: EventQueue,
): (mayOutlivePage?: boolean) => Promise<void> {
  const { http, time, random, warn } = ports
  let isBusy = false
  let failures = 0
  let pausedUntil = Number.NEGATIVE_INFINITY
  let hasWarned = false

  function back(retryAfterMs = 0): void {
    const delayMs = reconnectDelay('backoff', failures, random, MAX_BACKOFF_MS)
    failures += 1
    queue.lost()
    pausedUntil = time.now() + Math.max(delayMs, retryAfterMs)
  }

  /** @returns whether to go on with the next */
  function judge({ status, retryAfterMs }: HttpResponse, id: string): boolean {
    const isRefused = REFUSED.includes(status)
    const isStored = status >= 200 && status < 300
    if (isRefused && !hasWarned) {
      hasWarned = true
      warn({
        cause: 'events-lost',
        message: `the server refuses evaluation counts (${status}): some are forgotten`,
      })
    }
    if (isRefused || isStored) queue.forget([id])
    else back(retryAfterMs)
    if (isStored) failures = 0
    return isStored
  }

  /** Undefined when there was no answer. */
  async function send(batch: Events, keepalive = false): Promise<HttpResponse | undefined> {
    const { headers, ...request } = requestTo(options, '/sdk/v1/events', TIMEOUT_MS)
    try {
      return await http?.({
        ...request,
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(batch),
        keepalive,
      })
    } catch {
      return undefined
    }
  }

  return async (mayOutlivePage) => {
    while (http && !isBusy && time.now() >= pausedUntil) {
      const batch = queue.next(time.now())
      if (!batch) return
      queue.sent(batch.id, time.now())
      isBusy = true
      const answer = await send(batch, mayOutlivePage)
      isBusy = false
      if (!answer) back()
      if (!answer || !judge(answer, batch.id)) return
    }
  }
}
