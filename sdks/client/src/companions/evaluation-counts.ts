import type { EvaluationCount as Drained } from '@bunting/evaluator'
import type { EvaluationCount } from '@bunting/protocol/wire'

/** The protocol's limits; callers in plain JavaScript may ask for anything. */
const MAX_NAME = 256

/** What the ruleset counted, by flag and variant. */
export function countsOf(drained: readonly Drained[]): EvaluationCount[] {
  const counts: EvaluationCount[] = []
  for (const { flag, decision, count } of drained) {
    const { variant, errorCode } = decision
    if (!isName(flag)) continue
    if (variant === undefined) counts.push({ flag, ...(errorCode && { errorCode }), count })
    else if (variant.length <= MAX_NAME) counts.push({ flag, variant, count })
  }
  return mergeCounts(counts)
}

/** One count for each flag and variant. */
export function mergeCounts(counts: readonly EvaluationCount[]): EvaluationCount[] {
  const merged = new Map<string, EvaluationCount>()
  for (const one of counts) {
    const name = JSON.stringify([one.flag, one.variant, one.errorCode])
    const known = merged.get(name)
    merged.set(name, known ? { ...known, count: known.count + one.count } : one)
  }
  return [...merged.values()]
}

function isName(flag: unknown): flag is string {
  return typeof flag === 'string' && flag !== '' && flag.length <= MAX_NAME
}
