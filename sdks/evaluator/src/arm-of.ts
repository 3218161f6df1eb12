import type { CompiledRuleset } from './create-ruleset.ts'
import type { EvaluationContext } from './decision.ts'
import type { Exposure } from './exposures.ts'
import { answerTo } from './prerequisites.ts'

/**
 * Which arm of the flag's release this context is in; undefined where none runs or the context does
 * not come to its rollout, and for rulesets that watch none. Counts nothing and remembers nobody.
 * Never throws.
 */
export function armOf(
  ruleset: CompiledRuleset,
  key: string,
  context: EvaluationContext = {},
): Exposure | undefined {
  const flag = ruleset.flag(key)
  if (flag.type === undefined || flag.fixed !== undefined) return undefined
  return ruleset.exposures?.during(key, () => answerTo(context, flag), true).met
}
