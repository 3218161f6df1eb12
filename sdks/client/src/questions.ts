import {
  type CompiledRuleset,
  type Decision,
  decide,
  type EvaluationContext,
  isEnabled,
  type JsonValue,
} from '@bunting/evaluator'
import type { ContextFlags, FeatureFlags } from './feature-flags.ts'
import { fallbackFor, type PathResult, type Paths, pathOf } from './run-paths.ts'

export type Questions = Pick<FeatureFlags, 'isEnabled' | 'value' | 'run' | 'forContext'>

/** The overloads, and what `Widened` makes of JSON, only matter to callers. */
type AnyDecide = (key: string, context?: EvaluationContext, fallback?: JsonValue) => Decision

/**
 * What users ask of the flags in force, besides `decide`. Nothing stands between a question and the
 * evaluator.
 *
 * @param client where `run` and `track` of contexts are, whoever has taken them over
 */
export function questionsAbout(
  ruleset: CompiledRuleset,
  decideNow: FeatureFlags['decide'],
  client: () => Pick<FeatureFlags, 'run' | 'track'>,
): Questions {
  const valueNow = (key: string, fallback: JsonValue, context?: EvaluationContext) =>
    decide(ruleset, key, context, fallback).value

  return {
    isEnabled: (key, context) => isEnabled(ruleset, key, context),
    value: valueNow as FeatureFlags['value'],
    run: <P extends Paths>(key: string, context: EvaluationContext | undefined, paths: P) =>
      pathOf(paths, (decideNow as AnyDecide)(key, context, fallbackFor(paths)))() as PathResult<P>,
    forContext: (context) => ({
      isEnabled: (key) => isEnabled(ruleset, key, context),
      value: ((key: string, fallback: JsonValue) =>
        valueNow(key, fallback, context)) as ContextFlags['value'],
      decide: ((key: string, fallback?: JsonValue) =>
        (decideNow as AnyDecide)(key, context, fallback)) as ContextFlags['decide'],
      run: (key, paths) => client().run(key, context, paths),
      track: (metric, value) => client().track(metric, context, value),
    }),
  }
}
