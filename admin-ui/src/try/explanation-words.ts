import type {
  ConditionStep,
  Decision,
  SegmentStep,
  Step,
} from '@bunting/flag-server/evaluation/explanation-schemas.ts'
import { ruleName } from '../flags/rule-name.ts'
import { lowerFirst } from '../shared/lower-first.ts'
import { positionWords } from './position-words.ts'

/** Why, in one breath: `rule 3 “EU pro”: position 18.204 % < 30 %`. */
export function becauseWords(steps: readonly Step[]): string {
  const unmet = steps.find((step) => step.step === 'prerequisite' && !step.met)
  if (unmet?.step === 'prerequisite') return `prerequisite ${unmet.flag} is not met`
  const last = steps.at(-1)
  switch (last?.step) {
    case 'off':
      return 'the flag is off'
    case 'error':
      return last.message
    case 'targets':
      return 'named individually'
    case 'serve':
      return servedWords(steps.at(-2), last)
    default:
      return 'everyone else'
  }
}

function servedWords(by: Step | undefined, { rollout }: Extract<Step, { step: 'serve' }>): string {
  const who = by?.step === 'rule' ? lowerFirst(ruleName(by, by.index)) : 'everyone else'
  if (!rollout) return who
  return `${who}: ${positionWords(rollout) ?? `the context has no ${rollout.bucketBy}`}`
}

/** What the attribute was, beside what it was compared with. */
export function foundWords({ condition, found, outcome, matched }: ConditionStep): string {
  if (outcome === 'missing') return `the context has no ${condition.attribute}`
  const value = shortJson(found)
  if (outcome === 'wrong-type') return `it is ${value}: nothing this can be asked of`
  return matched?.element === undefined
    ? `it is ${value}`
    : `${shortJson(matched.element)} is in ${value}`
}

const SEGMENT_WORDS: Readonly<Record<SegmentStep['because'], string>> = {
  excluded: 'is excluded',
  included: 'is included',
  conditions: '',
  'not-listed': 'is on none of its lists',
}

/** `user-42 is included`, `user-42 meets its conditions` */
export function segmentStepWords({ unit, because, member }: SegmentStep): string {
  const words = member ? 'meets its conditions' : 'does not meet its conditions'
  return `${unit} ${SEGMENT_WORDS[because] || words}`
}

/** What another flag answered. */
export function answerWords({ variant, reason, errorMessage }: Decision): string {
  if (reason === 'DISABLED') return 'is off'
  return variant === undefined
    ? `cannot be answered: ${errorMessage ?? 'unknown'}`
    : `serves ${variant}`
}

const SHORT = 80

export function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text
}
