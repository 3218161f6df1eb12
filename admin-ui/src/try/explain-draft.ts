import { compileRuleset, type Ruleset } from '@bunting/evaluator'
import {
  type ExplainedPrerequisite,
  explain,
  explainPrerequisites,
} from '@bunting/evaluator/explain'
import type { FlagExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import type { Context } from './context-text.ts'

export type DraftExplained = Pick<FlagExplained, 'decision' | 'steps' | 'prerequisites'>

/** As many as the server tells of. */
const MAX_PREREQUISITES = 100

/** Loaded when it is first wanted: the evaluator of the SDKs, on what is typed. */
export function explainDraft(ruleset: Ruleset, flag: string, context: Context): DraftExplained {
  const compiled = compileRuleset(ruleset)
  const explanation = explain(compiled, flag, context)
  const prerequisites: ExplainedPrerequisite[] = []
  for (const explained of explainPrerequisites(compiled, explanation.steps, context)) {
    if (prerequisites.push(explained) === MAX_PREREQUISITES) break
  }
  return { ...explanation, prerequisites } as DraftExplained
}
