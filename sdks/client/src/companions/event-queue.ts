import { type Events, MAX_AGO_MS } from '@bunting/protocol/wire'
import { cutContent, type EventContent, fitTogether, mergeContent } from './event-content.ts'

/** Batches that wait to be stored: ten minutes of outage, each ten seconds by itself. */
const MAX_BATCHES = 60

/** What is on its way, unanswered: sent again after this. */
const ANSWER_MS = 30_000

interface Batch {
  readonly id: string
  readonly closedAt: number
  readonly content: EventContent
  /** Undefined: never. What was sent once may have been stored, and keeps its id and its content. */
  sentAt: number | undefined
}

/** What is to be told, until the server says that it is stored. Bounded, whatever happens. */
export interface EventQueue {
  add(content: EventContent, now: number): void
  /** The oldest batch that is not on its way; undefined when there is none. */
  next(now: number): Events | undefined
  sent(id: string, now: number): void
  /** How many batches are on their way. */
  inFlight(now: number): number
  /** Whatever was on its way is to be sent again. */
  lost(): void
  /** Stored, or refused for good. */
  forget(ids: readonly string[]): void
}

/**
 * @param random in [0, 1); names the batches
 * @param onLoss told once an outage, when more has happened than can be kept
 */
export function createEventQueue(random: () => number, onLoss: () => void): EventQueue {
  let batches: Batch[] = []
  let hasLost = false

  /** When there is no room, the past is told less finely; only then is the oldest forgotten. */
  function shrink(): void {
    const unsent = batches.filter(({ sentAt }) => sentAt === undefined)
    const pairs = unsent.slice(1).map((newer, n) => ({ older: unsent[n] ?? newer, newer }))
    // The first two may have so much in common that they fit one message all the same.
    const pair =
      pairs.find(({ older, newer }) => fitTogether(older.content, newer.content)) ?? pairs[0]
    const pieces = pair ? cutContent(mergeContent(pair.older.content, pair.newer.content)) : []
    const [content] = pieces
    if (pair && content && pieces.length === 1) {
      const merged = { ...pair.newer, content }
      batches = batches.flatMap((one) =>
        one === pair.older ? [] : one === pair.newer ? [merged] : [one],
      )
      return
    }
    batches.shift()
    if (!hasLost) onLoss()
    hasLost = true
  }

  const isOnItsWay = ({ sentAt }: Batch, now: number) =>
    sentAt !== undefined && now - sentAt < ANSWER_MS

  return {
    add(all, closedAt) {
      for (const content of cutContent(all)) {
        batches.push({ id: batchId(random), closedAt, content, sentAt: undefined })
        if (batches.length > MAX_BATCHES) shrink()
      }
    },
    next(now) {
      const batch = batches.find((one) => !isOnItsWay(one, now))
      if (!batch) return undefined
      const { id, closedAt, content } = batch
      const { counts, observations, durations } = content
      const agoMs = Math.min(Math.round(now - closedAt), MAX_AGO_MS)
      return {
        type: 'events',
        id,
        agoMs,
        counts: [...counts],
        ...(observations.length > 0 && { observations: [...observations] }),
        ...(durations.length > 0 && { durations: [...durations] }),
      }
    },
    sent(id, now) {
      for (const batch of batches) if (batch.id === id) batch.sentAt = now
    },
    inFlight: (now) => batches.filter((one) => isOnItsWay(one, now)).length,
    lost() {
      for (const batch of batches) {
        if (batch.sentAt !== undefined) batch.sentAt = Number.NEGATIVE_INFINITY
      }
    },
    forget(ids) {
      batches = batches.filter(({ id }) => !ids.includes(id))
      if (batches.length === 0) hasLost = false
    },
  }
}

/** 128 random bits. */
function batchId(random: () => number): string {
  const word = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return word() + word() + word() + word()
}
