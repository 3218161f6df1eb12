import { isDeepStrictEqual } from 'node:util'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Evidence } from './evidence.ts'
import { evidenceGaps } from './evidence-gaps.ts'
import type { Release } from './release.ts'
import { weigh } from './weigh.ts'

/**
 * What is stored with each decision: all that was looked at, the figures that came of it, and the decision.
 * Plain JSON that says what it means; whoever has the formulas of docs/decisions/0012 can compute it again.
 */
export interface EvidenceRecord {
  readonly format: 'release-evidence/1'
  /** Milliseconds since 1970, the database's. */
  readonly now: number
  readonly release: Release
  readonly evidence: Evidence
  readonly weighed: WeighedRecord | null
  readonly decision: Decision
}

/** Natural logarithms of E by guard; see `Weighed`. */
export interface WeighedRecord {
  readonly against: Readonly<Record<string, number>>
  readonly ofSafety: Readonly<Record<string, number>>
  readonly sampleRatio: number
}

export function recordDecision(release: Release, evidence: Evidence, now: number): EvidenceRecord {
  const decision = decide(release, evidence, now)
  const weighed = weighedRecord(release, evidence, now)
  return { format: 'release-evidence/1', now, release, evidence, weighed, decision }
}

/** Decides again from a record, as it was read back from JSON, and says whether it comes to the same. */
export function recompute(record: EvidenceRecord): { decision: Decision; isSame: boolean } {
  const decision = decide(record.release, record.evidence, record.now)
  return { decision, isSame: isDeepStrictEqual(decision, record.decision) }
}

function weighedRecord(release: Release, evidence: Evidence, now: number): WeighedRecord | null {
  if (evidenceGaps(release, evidence, now).length > 0) return null
  const { against, ofSafety, sampleRatio } = weigh(release, evidence)
  return {
    against: Object.fromEntries(against),
    ofSafety: Object.fromEntries(ofSafety),
    sampleRatio,
  }
}
