import {
  type Decision,
  decide,
  type EvaluationContext,
  isEnabled,
  type JsonValue,
} from '@bunting/evaluator'
import type { ContextFlags, FeatureFlags } from './feature-flags.ts'
import type { FlagStore } from './flag-store.ts'
import { fallbackFor, type PathResult, type Paths, pathOf } from './run-paths.ts'

export type Questions = Pick<FeatureFlags, 'isEnabled' | 'value' | 'decide' | 'run' | 'forContext'>

/**
 * What users ask of the flags in force. Nothing stands between a question and the evaluator.
 *
 * @param client where `run` and `track` of contexts are, whoever has taken them over
 */
export function questionsAbout(
  { ruleset, isFilled }: FlagStore,
  isConfirmed: () => boolean,
  client: () => Pick<FeatureFlags, 'run' | 'track'>,
): Questions {
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

  const valueNow = (key: string, fallback: JsonValue, context?: EvaluationContext) =>
    decide(ruleset, key, context, fallback).value

  return {
    isEnabled: (key, context) => isEnabled(ruleset, key, context),
    value: valueNow as FeatureFlags['value'],
    decide: decideNow as FeatureFlags['decide'],
    run: <P extends Paths>(key: string, context: EvaluationContext | undefined, paths: P) =>
      pathOf(paths, decideNow(key, context, fallbackFor(paths)))() as PathResult<P>,
    forContext: (context) => ({
      isEnabled: (key) => isEnabled(ruleset, key, context),
      value: ((key: string, fallback: JsonValue) =>
        valueNow(key, fallback, context)) as ContextFlags['value'],
      decide: ((key: string, fallback?: JsonValue) =>
        decideNow(key, context, fallback)) as ContextFlags['decide'],
      run: (key, paths) => client().run(key, context, paths),
      track: (metric, value) => client().track(metric, context, value),
    }),
  }
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
