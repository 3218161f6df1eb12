import {
  type Decision,
  decide,
  type EvaluationContext,
  isEnabled,
  type JsonValue,
} from '@bunting/evaluator'
import type { ContextFlags, FeatureFlags } from './feature-flags.ts'
import type { FlagStore } from './flag-store.ts'

type Questions = Pick<FeatureFlags, 'isEnabled' | 'value' | 'decide' | 'forContext'>

/** What users ask of the flags in force. Nothing stands between a question and the evaluator. */
export function questionsAbout({ ruleset, isFilled }: FlagStore): Questions {
  /** The evaluator's decisions are the same objects as long as nothing changes; so are these. */
  const notReady = new WeakMap<Decision, Decision>()

  function decideNow(key: string, context?: EvaluationContext, fallback?: JsonValue): Decision {
    // Undefined is as good as none; only the overloads do not say so.
    const decision: Decision = decide(ruleset, key, context, fallback as JsonValue)
    if (isFilled()) return decision
    let made = notReady.get(decision)
    if (!made) {
      const errorMessage = 'no flags have arrived yet'
      made = { ...decision, errorCode: 'PROVIDER_NOT_READY', errorMessage }
      notReady.set(decision, made)
    }
    return made
  }

  const valueNow = (key: string, fallback: JsonValue, context?: EvaluationContext) =>
    decide(ruleset, key, context, fallback).value

  return {
    isEnabled: (key, context) => isEnabled(ruleset, key, context),
    value: valueNow as FeatureFlags['value'],
    decide: decideNow as FeatureFlags['decide'],
    forContext: (context) => ({
      isEnabled: (key) => isEnabled(ruleset, key, context),
      value: ((key: string, fallback: JsonValue) =>
        valueNow(key, fallback, context)) as ContextFlags['value'],
      decide: ((key: string, fallback?: JsonValue) =>
        decideNow(key, context, fallback)) as ContextFlags['decide'],
    }),
  }
}
