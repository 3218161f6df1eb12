import type { ReleaseDetail, ReleaseView } from '@bunting/flag-server/releases/release-schemas.ts'
import { counted, listed, percent } from '../shared/number-words.ts'
import { durationText } from './duration.ts'
import type { Guard, ReleaseState, Stage } from './release-state.ts'
import { shareInForce } from './timeline.ts'

type Strategy = ReleaseView['plan']['strategy']
type Check = ReleaseDetail['preflight'][number]

const STRATEGIES: Readonly<Record<Strategy, string>> = {
  canary: 'canary',
  rolling: 'rolling',
  'blue-green': 'blue-green',
  custom: 'custom stages',
}

export function strategyWords(strategy: Strategy): string {
  return STRATEGIES[strategy]
}

const STATES: Readonly<Record<ReleaseState, string>> = {
  draft: 'Draft',
  running: 'Running',
  holding: 'Holding',
  paused: 'Paused',
  completed: 'Completed',
  rolled_back: 'Rolled back',
  aborted: 'Aborted',
}

export function stateWords(state: ReleaseState): string {
  return STATES[state]
}

/** Whom it moves: everybody else, or those of a rule. */
export function placeWords(ruleName: string | null): string {
  return ruleName === null ? 'everyone else' : ruleName
}

/** What a release counts: `users`, `instances`, or the attribute's name. */
export function unitWords(bucketBy: string | null): string {
  if (bucketBy === null || bucketBy === 'targetingKey') return 'users'
  return bucketBy === 'instance' ? 'instances' : `values of ${bucketBy}`
}

/** Below a stage of the timeline: `10 min`, `24 h, 1 % held back`, `no wait`. */
export function stageTimeWords({ bakeMs, holdback }: Stage): string {
  const time = bakeMs === 0 ? 'no wait' : durationText(bakeMs)
  return holdback === 0 ? time : `${time}, ${percent(holdback)} held back`
}

/** A stage as a sentence, for the review: `5 %, for at least 30 min and 500 users`. */
export function stageWords(stage: Stage, units: string): string {
  const { bakeMs, minimumUnits, approval, holdback } = stage
  const least = [
    ...(bakeMs > 0 ? [durationText(bakeMs)] : []),
    ...(minimumUnits > 0 ? [`${minimumUnits.toLocaleString('en')} ${units}`] : []),
  ]
  return [
    percent(shareInForce(stage)),
    ...(least.length > 0 ? [`for at least ${listed(least)}`] : []),
    ...(holdback > 0 ? [`${percent(holdback)} held back`] : []),
    ...(approval ? ['once somebody has approved it'] : []),
  ].join(', ')
}

const KINDS: Readonly<Record<Guard['kind'], string>> = {
  errors: 'errors',
  latency: 'slow calls',
  event: 'event',
  prometheus: 'Prometheus',
}

/** A guard's name in a list of them: `errors`, `checkout_failed`. */
export function guardName(guard: Guard): string {
  return guard.kind === 'event' ? guard.metric : guard.id || KINDS[guard.kind]
}

/** What a guard watches, as a part of a sentence. */
export function guardWords(guard: Guard): string {
  switch (guard.kind) {
    case 'errors':
      return `calls of run() that throw, ${toleratedWords(guard.toleratedRatio)}`
    case 'latency':
      return `calls of run() slower than ${durationMsWords(guard.controlP95Ms)}, ${toleratedWords(guard.toleratedRatio)}`
    case 'event':
      return `people with a “${guard.metric}”, ${toleratedWords(guard.toleratedRatio)}`
    case 'prometheus': {
      const then = guard.onBad === 'hold' ? 'holds' : 'rolls back'
      return `${then} when its query is ${guard.badWhen} ${guard.threshold}, ${counted(guard.inARow, 'time')} in a row`
    }
  }
}

/** `no more often than the control`, `up to 1.5 times as often as the control`. */
export function toleratedWords(ratio: number): string {
  if (ratio === 1) return 'no more often than in the control'
  return `at most ${ratio} times as often as in the control`
}

function durationMsWords(ms: number): string {
  return `${ms.toLocaleString('en', { maximumFractionDigits: 1 })}\u00a0ms`
}

/** A line of the preflight list. */
export function checkWords({ check, passed, about }: Check, control: string): string {
  switch (check) {
    case 'control-variant':
      return passed ? `“${control}” is there to go back to` : `“${control}” does not exist any more`
    case 'guards-report':
      return passed ? 'Every guard reports' : `No recent report of ${listed(about)}`
    case 'builds':
      return passed
        ? 'Every connected SDK knows this flag'
        : `${listed(about)} ${about.length === 1 ? 'does' : 'do'} not know this flag`
    case 'only-release':
      return passed ? 'No other release moves this flag' : 'Another release moves this flag'
    case 'approval':
      return passed ? 'No stage waits for a person' : 'This stage waits for a person’s approval'
  }
}

/** `25 % → 50 %`: from one stage to the next; to the end when there is none. */
export function nextWords({ plan, stage }: Pick<ReleaseView, 'plan' | 'stage'>): string {
  const next = plan.stages[stage + 1]
  return next ? percent(shareInForce(next)) : 'the end'
}
