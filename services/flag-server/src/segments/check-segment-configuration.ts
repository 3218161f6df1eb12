import type { Segment } from '@bunting/evaluator'
import { checkSegment, type Existing } from '@bunting/evaluator/check'
import { segmentKeysIn } from '../conditions/segment-keys-in.ts'
import type { Transaction } from '../database/connect.ts'
import { type FieldError, invalid } from '../http/app-error.ts'
import type { SegmentConfiguration } from './segment-schemas.ts'
import { segmentsIn, withoutLists } from './segments-in.ts'

/**
 * Refuses conditions that the evaluator could not work with, here or in a segment that asks for this
 * one. To be called with the environment locked.
 */
export async function checkSegmentConfiguration(
  tx: Transaction,
  environmentId: string,
  key: string,
  conditions: SegmentConfiguration['conditions'],
): Promise<void> {
  const segments = await segmentsIn(tx, environmentId)
  const candidate = withoutLists(key, conditions)
  segments.set(key, candidate)
  const faults = faultsAround(candidate, segments)
  if (faults.length > 0) throw invalid(faults)
}

/** What the evaluator has against a segment among others, or against one that asks for it. */
export function faultsAround(
  candidate: Segment,
  segments: ReadonlyMap<string, Segment>,
): readonly FieldError[] {
  const existing: Existing = { segment: (name) => segments.get(name), flag: () => undefined }
  const faults = faultsOf(candidate, existing)
  if (faults.length > 0) return faults
  for (const above of thoseAbove(candidate, segments)) {
    const [fault] = faultsOf(above, existing)
    if (fault) {
      const message = `segment "${above.key}" asks for this one, and could not any more: ${fault.message}`
      return [{ path: 'conditions', message }]
    }
  }
  return []
}

function faultsOf(segment: Segment, existing: Existing): FieldError[] {
  return checkSegment(segment, existing).map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }))
}

/** The segments that ask for this one, directly or by way of others. */
function thoseAbove(segment: Segment, all: ReadonlyMap<string, Segment>): Set<Segment> {
  const found = new Set([segment])
  for (const { key } of found) {
    for (const other of all.values()) {
      if (segmentKeysIn(other.conditions).includes(key)) found.add(other)
    }
  }
  found.delete(segment)
  return found
}
