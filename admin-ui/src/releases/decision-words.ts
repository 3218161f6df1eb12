import type { Decision, WaitReason } from '@bunting/flag-server/releases/decision.ts'
import type { ReleaseView } from '@bunting/flag-server/releases/release-schemas.ts'
import { counted, listed } from '../shared/number-words.ts'
import { isObject } from '../shared/same-json.ts'
import { leftText } from './duration.ts'
import { unitWords } from './release-words.ts'

/** What was decided last; null before the first look. */
export function decisionOf({ decision }: Pick<ReleaseView, 'decision'>): Decision | null {
  return isObject(decision) && 'do' in decision ? (decision as Decision) : null
}

/** What a person skips who advances now, each a part of a sentence. Empty: nothing is skipped. */
export function skippedWords(release: Pick<ReleaseView, 'decision' | 'bucketBy'>): string[] {
  const decision = decisionOf(release)
  if (decision?.do !== 'wait') return []
  return decision.reasons.flatMap((reason) => skipped(reason, unitWords(release.bucketBy)) ?? [])
}

function skipped(reason: WaitReason, units: string): string | null {
  switch (reason.code) {
    case 'bake-time':
      return `${leftText(reason.leftMs)} of bake time`
    case 'minimum-units':
      return `the wait for ${counted(reason.missing, 'more', 'more')} treated ${units}`
    case 'suspicion':
      return 'the suspicion that the treatment is worse'
    case 'proof':
      return `the proof of safety by ${listed(reason.guards)}`
    case 'approval':
      return reason.because === 'inconclusive' ? 'the proof of safety' : null
    default:
      return null
  }
}

/** It waits for nothing but a person's word. */
export function waitsForApproval(release: Pick<ReleaseView, 'decision' | 'state'>): boolean {
  if (release.state !== 'running') return false
  const decision = decisionOf(release)
  return decision?.do === 'wait' && decision.reasons.every(({ code }) => code === 'approval')
}
