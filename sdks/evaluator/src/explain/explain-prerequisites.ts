import type { CompiledRuleset } from '../create-ruleset.ts'
import type { EvaluationContext } from '../decision.ts'
import { explain } from './explain.ts'
import type { ExplainedPrerequisite, Step } from './explanation.ts'

/**
 * How the flags that these steps asked came to their decisions, and those that they asked, and so on:
 * each once, the nearest first, each worked out when it is taken. A list, not a tree: it is as long as
 * there are flags, however deep they go. Never throws.
 */
export function* explainPrerequisites(
  ruleset: CompiledRuleset,
  steps: readonly Step[],
  context: EvaluationContext = {},
): Generator<ExplainedPrerequisite, void, undefined> {
  const asked = new Set(askedIn(steps))
  // A set also hands out what is added while it is walked.
  for (const flag of asked) {
    const explained = explain(ruleset, flag, context)
    for (const other of askedIn(explained.steps)) asked.add(other)
    yield { flag, steps: explained.steps }
  }
}

function askedIn(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.step === 'prerequisite' ? [step.flag] : []))
}
