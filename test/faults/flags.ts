import type { EvaluationContext } from '@bunting/evaluator'

/** On from the start and never changed: whoever has flags answers with it. */
export const STEADY = 'steady'
export const TOGGLES = ['toggle-0', 'toggle-1', 'toggle-2', 'hidden'] as const
export const COLOURS = ['blue', 'red'] as const
/** Its line has 300 KB: a dozen changes of it are more than a socket that nobody reads can hold. */
export const BULK = 'bulk'
/** Only for server keys. */
export const NOT_FOR_BROWSERS: readonly string[] = ['hidden', BULK]
export const SEGMENT = 'staff'
export const USERS = ['ana', 'tom', 'eve', 'kim', 'zoe']

export type Audience = 'server' | 'client'

export interface Question {
  readonly flag: string
  readonly context: EvaluationContext
}

export function questionsFor(audience: Audience): readonly Question[] {
  const flags = [STEADY, ...TOGGLES, 'colour'].filter(
    (flag) => audience === 'server' || !NOT_FOR_BROWSERS.includes(flag),
  )
  return flags.flatMap((flag) => USERS.map((user) => ({ flag, context: { targetingKey: user } })))
}

/** What can be compared of an answer. */
export function answerOf(decision: {
  readonly value: unknown
  readonly variant?: string | undefined
  readonly reason: string
  readonly errorCode?: string | undefined
}): string {
  const { value, variant, reason, errorCode } = decision
  return JSON.stringify([value, variant, reason, errorCode])
}
