import { compileRuleset, type Ruleset } from '@bunting/evaluator'
import { explain } from '@bunting/evaluator/explain'
import type { FlagExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import type { Context } from './context-text.ts'

/** Loaded when it is first wanted: the evaluator of the SDKs, on what is typed. */
export function explainDraft(
  ruleset: Ruleset,
  flag: string,
  context: Context,
): Pick<FlagExplained, 'decision' | 'steps'> {
  const explanation = explain(compileRuleset(ruleset), flag, context)
  return explanation as Pick<FlagExplained, 'decision' | 'steps'>
}
