export const STEPS = ['strategy', 'stages', 'guards', 'review'] as const
export type Step = (typeof STEPS)[number]

export const STEP_WORDS: Readonly<Record<Step, string>> = {
  strategy: 'Strategy',
  stages: 'Stages',
  guards: 'Guards',
  review: 'Review',
}

/** Anything else in an address is the beginning. */
export function readStep(value: string | null): Step {
  return STEPS.find((step) => step === value) ?? 'strategy'
}

/** Where a fault the server found can be put right. */
export function stepOf(path: string): Step {
  if (/^(stages|pastLongestBake)\b/.test(path)) return 'stages'
  if (/^guards\b/.test(path)) return 'guards'
  return path === '' || path === 'comment' ? 'review' : 'strategy'
}

const FIELDS: Readonly<Record<string, string>> = {
  share: 'share',
  holdback: 'held back',
  bakeMs: 'at least',
  longestBakeMs: 'at most',
  minimumUnits: 'people',
  controlP95Ms: 'slow from',
  toleratedRatio: 'tolerated',
  ceiling: 'ceiling',
  metric: 'event',
  query: 'query',
  threshold: 'threshold',
  inARow: 'in a row',
}

/** `Stage 2, share`: which field is meant, as it is called on the screen. */
export function faultPlace(path: string): string {
  const [part = '', index, field] = path.split('.')
  if (part !== 'stages' && part !== 'guards') return STEP_WORDS[stepOf(path)]
  const noun = part === 'stages' ? 'Stage' : 'Guard'
  if (index === undefined) return part === 'stages' ? 'Stages' : 'Guards'
  const name = field === undefined ? '' : `, ${FIELDS[field] ?? field}`
  return `${noun} ${Number(index) + 1}${name}`
}
