import type { CompiledRuleset, EvaluationContext } from '@bunting/evaluator'
import { explainPrerequisites, type Step } from '@bunting/evaluator/explain'
import type { FlagExplained } from './explain-schemas.ts'

/** Of flags, and of their steps as JSON: an answer is to be read, and a server has others to answer. */
const MAX_FLAGS = 100
const MAX_CHARACTERS = 250_000

/** As many as fit; says so when those are not all. */
export function prerequisitesWithin(
  ruleset: CompiledRuleset,
  steps: readonly Step[],
  context: EvaluationContext,
): Pick<FlagExplained, 'prerequisites' | 'prerequisitesCut'> {
  const prerequisites: FlagExplained['prerequisites'] = []
  let characters = 0
  for (const explained of explainPrerequisites(ruleset, steps, context)) {
    characters += JSON.stringify(explained).length
    if (prerequisites.length === MAX_FLAGS || characters > MAX_CHARACTERS) {
      return { prerequisites, prerequisitesCut: true }
    }
    prerequisites.push(explained as FlagExplained['prerequisites'][number])
  }
  return { prerequisites }
}
