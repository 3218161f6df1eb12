import type { EvaluationCount } from '@bunting/protocol'
import { isStorable } from '../http/fields.ts'
import type { ReceivedBatch } from './received-batch.ts'
import { MOST_COUNTED } from './usage-limits.ts'

/** A flag as counting sees it. */
export interface KnownFlag {
  readonly archived: boolean
  readonly variants: ReadonlySet<string>
}

export interface BucketRow {
  readonly environmentId: string
  readonly flagKey: string
  readonly minutes: 1 | 60
  /** Start, in milliseconds since 1970. */
  readonly at: number
  readonly variant: string
  readonly errorCode: string
  count: number
}

export interface SeenRow {
  readonly environmentId: string
  readonly flagKey: string
  lastSeenAt: number
}

export interface UnknownRow extends SeenRow {
  count: number
  fromClients: boolean
  sdk: string | null
  application: string | null
}

export interface Sums {
  readonly buckets: readonly BucketRow[]
  readonly seen: readonly SeenRow[]
  readonly unknown: readonly UnknownRow[]
}

const MINUTE = 60_000
const ERROR_CODES = new Set([
  'FLAG_NOT_FOUND',
  'TYPE_MISMATCH',
  'TARGETING_KEY_MISSING',
  'PROVIDER_NOT_READY',
  'PARSE_ERROR',
  'INVALID_CONTEXT',
])

/**
 * Adds batches up to one row for each bucket, in an order that is the same in every process, so that
 * two who write the same rows at once wait for each other and never in a circle. What cannot be true
 * is left out: variants that a client key made up, served answers of a flag that never was.
 */
export function sumCounts(
  batches: readonly ReceivedBatch[],
  now: number,
  flagOf: (environmentId: string, flagKey: string) => KnownFlag | undefined,
): Sums {
  const buckets = new Map<string, BucketRow>()
  const seen = new Map<string, SeenRow>()
  const unknown = new Map<string, UnknownRow>()

  for (const batch of batches) {
    const happenedAt = now - batch.agoMs
    for (const one of batch.counts) {
      const { flag: flagKey } = one
      if (!isStorable(flagKey)) continue
      const count = Math.min(one.count, MOST_COUNTED)
      const flag = flagOf(batch.environmentId, flagKey)
      const { variant, errorCode } = answerOf(one)
      if (errorCode === 'FLAG_NOT_FOUND' && (!flag || flag.archived)) {
        addUnknown(unknown, batch, flagKey, happenedAt, count)
      } else if (flag && isPossible(batch, flag, variant)) {
        addSeen(seen, batch.environmentId, flagKey, happenedAt)
        for (const minutes of [1, 60] as const) {
          const at = happenedAt - (happenedAt % (minutes * MINUTE))
          const { environmentId } = batch
          const row = { environmentId, flagKey, minutes, at, variant, errorCode, count }
          const key = [environmentId, flagKey, minutes, at, variant, errorCode].join('\u0000')
          const known = buckets.get(key)
          if (known) known.count += count
          else buckets.set(key, row)
        }
      }
    }
  }
  return { buckets: inOrder(buckets), seen: inOrder(seen), unknown: inOrder(unknown) }
}

function answerOf({ variant = '', errorCode = '' }: EvaluationCount) {
  if (variant !== '') return { variant, errorCode: '' }
  return { variant, errorCode: ERROR_CODES.has(errorCode) ? errorCode : 'GENERAL' }
}

function isPossible(batch: ReceivedBatch, flag: KnownFlag, variant: string): boolean {
  if (variant === '') return true
  // A server SDK may still speak of a variant that was removed a moment ago.
  return batch.fromClient ? flag.variants.has(variant) : isStorable(variant)
}

function addSeen(rows: Map<string, SeenRow>, environmentId: string, flagKey: string, at: number) {
  const key = `${environmentId}\u0000${flagKey}`
  const known = rows.get(key)
  if (known) known.lastSeenAt = Math.max(known.lastSeenAt, at)
  else rows.set(key, { environmentId, flagKey, lastSeenAt: at })
}

function addUnknown(
  rows: Map<string, UnknownRow>,
  { environmentId, fromClient, sdk, application }: ReceivedBatch,
  flagKey: string,
  lastSeenAt: number,
  count: number,
): void {
  const key = `${environmentId}\u0000${flagKey}`
  const known = rows.get(key)
  if (!known) {
    const fromClients = fromClient
    rows.set(key, { environmentId, flagKey, lastSeenAt, count, fromClients, sdk, application })
    return
  }
  known.count += count
  known.fromClients &&= fromClient
  if (lastSeenAt < known.lastSeenAt) return
  known.lastSeenAt = lastSeenAt
  known.sdk = sdk ?? known.sdk
  known.application = application ?? known.application
}

function inOrder<Row>(rows: ReadonlyMap<string, Row>): Row[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
