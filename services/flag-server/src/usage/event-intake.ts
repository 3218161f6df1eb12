import type { Events } from '@bunting/protocol'
import { AppError } from '../http/app-error.ts'
import { type ReceivedBatch, receivedBatch, type Sender } from './received-batch.ts'
import { INTAKE } from './usage-limits.ts'

/** Where batches of evaluation counts come in, over the stream or HTTP. */
export interface EventIntake {
  /** Resolves once the batch is stored for good; rejects when it must be sent again. */
  take(events: Events, sender: Sender): Promise<void>
  /** Stores what waits; takes nothing any more. */
  stop(): Promise<void>
}

export interface IntakeOptions {
  /** Stores all of them or none. */
  readonly store: (batches: readonly ReceivedBatch[]) => Promise<void>
  readonly now: () => number
  /** Told once for all that could not be stored together. */
  readonly warn: (error: unknown) => void
  readonly limits?: Partial<typeof INTAKE>
}

interface Waiting {
  readonly events: Events
  readonly sender: Sender
  readonly cameAt: number
  readonly stored: () => void
  readonly failed: (error: unknown) => void
}

/**
 * Gathers batches for a moment and stores them together: thousands of clients become one transaction
 * a second. Nothing is kept here that its client does not keep too, so nothing is lost with it.
 */
export function createEventIntake({ store, now, warn, limits }: IntakeOptions): EventIntake {
  const { gatherMs, maxBatches, maxBytes } = { ...INTAKE, ...limits }
  let waiting: Waiting[] = []
  let storing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  /** Of those that wait, and of those on their way. */
  let held = { batches: 0, bytes: 0 }
  let stopped = false

  async function flush(): Promise<void> {
    const batches = waiting
    waiting = []
    try {
      await store(
        batches.map(({ events, sender, cameAt }) =>
          receivedBatch(events, sender, Math.round(events.agoMs + now() - cameAt)),
        ),
      )
      for (const { stored } of batches) stored()
    } catch (error) {
      warn(error)
      for (const { failed } of batches) failed(error)
    }
    for (const { events } of batches) {
      held = { batches: held.batches - 1, bytes: held.bytes - sizeOf(events) }
    }
  }

  /** One transaction at a time: what comes meanwhile goes with the next. */
  function flushNow(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    storing ??= flush().finally(() => {
      storing = undefined
      if (waiting.length > 0) schedule()
    })
    return storing
  }

  function schedule(): void {
    if (!storing) timer ??= setTimeout(flushNow, gatherMs)
  }

  return {
    take(events, sender) {
      const bytes = sizeOf(events)
      if (stopped || held.batches >= maxBatches || held.bytes + bytes > maxBytes) {
        const why = stopped
          ? 'this server stops'
          : 'this server has as much to store as it can hold'
        return Promise.reject(new AppError('events_not_taken', `${why}; send it again`))
      }
      held = { batches: held.batches + 1, bytes: held.bytes + bytes }
      return new Promise((stored, failed) => {
        waiting.push({ events, sender, cameAt: now(), stored, failed })
        schedule()
      })
    },
    async stop() {
      stopped = true
      await storing
      if (waiting.length > 0) await flushNow()
    },
  }
}

/** About what a parsed batch takes in memory. */
function sizeOf({ counts, observations = [], durations = [] }: Events): number {
  let bytes = 300
  for (const { flag, variant = '', errorCode = '' } of counts) {
    bytes += 150 + 2 * (flag.length + variant.length + errorCode.length)
  }
  for (const { units } of observations) bytes += 400 + 16 * units.length
  for (const { flag, variant, buckets } of durations) {
    bytes += 150 + 2 * (flag.length + variant.length) + 64 * buckets.length
  }
  return bytes
}
