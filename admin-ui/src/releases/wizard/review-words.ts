import { lowerFirst } from '../../shared/lower-first.ts'
import { counted, listed, percent } from '../../shared/number-words.ts'
import { durationText } from '../duration.ts'
import { stageWords, unitWords } from '../release-words.ts'
import { shareInForce } from '../timeline.ts'
import type { GuardDraft, PlanDraft } from './plan-draft.ts'

interface ReviewFacts {
  readonly flag: string
  /** As people call it. */
  readonly environment: string
  /** Whether it is on as it stands. */
  readonly on: boolean
  /** `everyone else`, or the rule's name. */
  readonly place: string
}

/** What will happen, in the order in which it does, a sentence each. */
export function reviewSentences(draft: PlanDraft, facts: ReviewFacts): readonly string[] {
  const { stages, control, treatment } = draft
  const units = unitWords(draft.bucketBy.trim() || null)
  const first = stages[0]
  const held = stages.find(({ holdback }) => holdback > 0)
  return [
    ...(facts.on ? [] : [`${facts.flag} is off in ${facts.environment}: it will be switched on.`]),
    ...(first
      ? [
          `${percent(shareInForce(first))} of ${units} among ${lowerFirst(facts.place)} get ${treatment} first; the others keep ${control}.`,
        ]
      : []),
    ...(stages.length > 1
      ? [`Then ${listed(stages.slice(1).map((stage) => percent(shareInForce(stage))))}.`]
      : []),
    `At the earliest it is through in ${durationText(stages.reduce((sum, { bakeMs }) => sum + bakeMs, 0))}.`,
    ...(held
      ? [
          `${percent(held.holdback)} are held back by chance, so that there is somebody to compare with.`,
        ]
      : []),
  ]
}

/** What takes it back, and how sure that is. */
export function safetySentences(draft: PlanDraft): readonly string[] {
  const { guards, alpha, goOnUpTo, stages } = draft
  if (guards.length === 0) {
    return [
      'Nothing takes it back by itself: it widens by time alone. Only a person rolls it back.',
    ]
  }
  const back = guards.filter(({ kind, onBad }) => kind !== 'prometheus' || onBad === 'roll-back')
  const hold = guards.filter(({ kind, onBad }) => kind === 'prometheus' && onBad === 'hold')
  const approvals = stages.filter(({ approval }) => approval).length
  return [
    ...(back.length > 0 ? [`It goes back by itself when ${listed(back.map(guardPhrase))}.`] : []),
    ...(hold.length > 0 ? [`It holds when ${listed(hold.map(guardPhrase))}.`] : []),
    `At most ${percent(Math.round(alpha * 100_000))} of releases that are no worse are rolled back by mistake, however often it looks.`,
    'It never widens on missing data: a guard that falls silent holds it.',
    goOnUpTo >= 100_000
      ? 'What stays unproven goes on after its longest time.'
      : `What stays unproven goes on up to ${percent(goOnUpTo)}; beyond that a person is asked.`,
    ...(approvals > 0
      ? [
          `${counted(approvals, 'stage')} ${approvals === 1 ? 'waits' : 'wait'} for somebody’s approval.`,
        ]
      : []),
    'Rolled back, its place is locked until somebody unlocks it.',
  ]
}

/** A guard as a condition: `run() throws more often than in the control`. */
export function guardPhrase(guard: GuardDraft): string {
  const than =
    guard.toleratedRatio === 1
      ? 'more often than in the control'
      : `more than ${guard.toleratedRatio} times as often as in the control`
  switch (guard.kind) {
    case 'errors':
      return `run() throws ${than}`
    case 'latency':
      return `run() is slow ${than} (${guard.controlP95Ms === null ? 'slower than 95 of 100 calls of the control yesterday' : `from ${guard.controlP95Ms} ms on`})`
    case 'event':
      return `people have a “${guard.metric || '…'}” ${than}`
    case 'prometheus':
      return `its Prometheus query is ${guard.badWhen} ${guard.threshold}, ${guard.inARow === 1 ? 'once' : `${guard.inARow} times in a row`}`
  }
}

/** Stages one by one, for the list under the sentences. */
export function stageLines(draft: PlanDraft): readonly string[] {
  const units = unitWords(draft.bucketBy.trim() || null)
  return draft.stages.map((stage) => stageWords(stage, units))
}
