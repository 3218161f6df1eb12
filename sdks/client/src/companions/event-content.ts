import {
  type EvaluationCount,
  MAX_COUNTS,
  MAX_OBSERVATIONS,
  MAX_UNITS,
  type Observation,
  type RunDurations,
} from '@bunting/protocol/wire'
import { mergeCounts } from './evaluation-counts.ts'
import { mergeDurations } from './run-durations.ts'

/** What a batch of events tells. */
export interface EventContent {
  readonly counts: readonly EvaluationCount[]
  readonly observations: readonly Observation[]
  readonly durations: readonly RunDurations[]
}

/** A message may have 64 KiB; a character of JSON takes 3 bytes at most. */
const MAX_BYTES = 60_000
const MAX_BYTES_OF_CHARACTER = 3
/** `4294967295,` */
const BYTES_OF_UNIT = 11

export function mergeContent(older: EventContent, newer: EventContent): EventContent {
  return {
    counts: mergeCounts([...older.counts, ...newer.counts]),
    observations: mergeObservations([...older.observations, ...newer.observations]),
    durations: mergeDurations([...older.durations, ...newer.durations]),
  }
}

/** What was once weighed: it does not change. */
const weights = new WeakMap<EventContent, number>()

/** Whether both certainly fit one message. */
export function fitTogether(a: EventContent, b: EventContent): boolean {
  return bytesOf(a) + bytesOf(b) <= MAX_BYTES
}

function bytesOf(content: EventContent): number {
  const known = weights.get(content)
  if (known !== undefined) return known
  const { counts, observations, durations } = content
  const bytes =
    observations.reduce((sum, one) => sum + sizeOfObservation(one), 0) +
    [...counts, ...durations].reduce((sum, one) => sum + sizeOf(one), 0)
  weights.set(content, bytes)
  return bytes
}

/** In pieces, each of which fits a message; evidence of releases first. */
export function cutContent({ counts, observations, durations }: EventContent): EventContent[] {
  const pieces: { [List in keyof EventContent]: EventContent[List][number][] }[] = []
  let bytes = 0

  function put<List extends keyof EventContent>(
    list: List,
    most: number,
    one: EventContent[List][number],
    size: number,
  ): void {
    let piece = pieces.at(-1)
    if (piece === undefined || piece[list].length === most || bytes + size > MAX_BYTES) {
      piece = { counts: [], observations: [], durations: [] }
      pieces.push(piece)
      bytes = 0
    }
    ;(piece[list] as EventContent[List][number][]).push(one)
    bytes += size
  }

  for (const one of observations) {
    for (const units of cutUnits(one.units)) {
      const piece = { ...one, units }
      put('observations', MAX_OBSERVATIONS, piece, sizeOfObservation(piece))
    }
  }
  for (const one of durations) put('durations', MAX_OBSERVATIONS, one, sizeOf(one))
  for (const one of counts) put('counts', MAX_COUNTS, one, sizeOf(one))
  return pieces
}

/** Each unit once for the same release, stretch, metric and arm. */
function mergeObservations(observations: readonly Observation[]): Observation[] {
  const merged = new Map<string, Observation>()
  for (const one of observations) {
    const name = JSON.stringify([one.release, one.stretch, one.metric, one.arm])
    const units = [...new Set([...(merged.get(name)?.units ?? []), ...one.units])]
    merged.set(name, { ...one, units })
  }
  return [...merged.values()]
}

/** One piece, empty, for the sign of life that has no units. */
function cutUnits(units: readonly number[]): number[][] {
  const pieces = Math.max(1, Math.ceil(units.length / MAX_UNITS))
  return Array.from({ length: pieces }, (_, n) => units.slice(n * MAX_UNITS, (n + 1) * MAX_UNITS))
}

function sizeOfObservation(one: Observation): number {
  return sizeOf({ ...one, units: [] }) + BYTES_OF_UNIT * one.units.length
}

/** At most, in a message. */
function sizeOf(one: object): number {
  return MAX_BYTES_OF_CHARACTER * (JSON.stringify(one).length + 1)
}
