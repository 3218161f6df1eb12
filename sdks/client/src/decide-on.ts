import { type Decision, decide, type EvaluationContext, type JsonValue } from '@bunting/evaluator'
import type { FeatureFlags } from './feature-flags.ts'
import type { FlagStore } from './flag-store.ts'

/** A client's `decide`: the evaluator's, and how far it can be trusted. */
export function decideOn(
  { ruleset, isFilled }: FlagStore,
  isConfirmed: () => boolean,
): FeatureFlags['decide'] {
  const notReady = remembering((decision) => ({
    ...decision,
    errorCode: 'PROVIDER_NOT_READY',
    errorMessage: 'no flags have arrived yet',
  }))
  const stale = remembering((decision) => ({
    ...decision,
    flagMetadata: { ...decision.flagMetadata, stale: true },
  }))

  function decideNow(key: string, context?: EvaluationContext, fallback?: JsonValue): Decision {
    // Undefined is as good as none; only the overloads do not say so.
    const decision: Decision = decide(ruleset, key, context, fallback as JsonValue)
    if (!isFilled()) return notReady(decision)
    return isConfirmed() ? decision : stale(decision)
  }
  return decideNow as FeatureFlags['decide']
}

/** The evaluator's decisions are the same objects as long as nothing changes; so are these. */
function remembering(make: (decision: Decision) => Decision): (decision: Decision) => Decision {
  const made = new WeakMap<Decision, Decision>()
  return (decision) => {
    const known = made.get(decision) ?? make(decision)
    made.set(decision, known)
    return known
  }
}
