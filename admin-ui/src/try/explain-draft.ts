import { compileRuleset, type Flag, type Segment } from '@bunting/evaluator'
import { explain } from '@bunting/evaluator/explain'
import type { FlagExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import type { Context } from './context-text.ts'

/** Loaded when it is first wanted: the evaluator of the SDKs, on what is typed. */
export function explainDraft(
  flag: Flag,
  others: Iterable<Flag>,
  segments: readonly Segment[],
  context: Context,
): Pick<FlagExplained, 'decision' | 'steps'> {
  const flags = [flag, ...[...others].filter(({ key }) => key !== flag.key)]
  const explanation = explain(compileRuleset({ flags, segments }), flag.key, context)
  return explanation as Pick<FlagExplained, 'decision' | 'steps'>
}
