import type { Condition, Flag, Rule, Serve } from '@bunting/evaluator'

/** The percentage of people who are served `on`: 0 … 100, all that peers can say of a rollout. */
export function percentOn(serve: Serve): number {
  if ('variant' in serve) return serve.variant === 'on' ? 100 : 0
  const on = serve.rollout.shares.find(({ variant }) => variant === 'on')
  return (on?.share ?? 0) / 1000
}

/** A flag's rules and, as one without conditions, its fallthrough: how most peers have it. */
export function rulesOf({ rules, fallthrough }: Flag): readonly Rule[] {
  return [...rules, { id: 'fallthrough', conditions: [], serve: fallthrough }]
}

/** The only value of a condition that has one. */
export function onlyValue({ operator, values }: Condition): string {
  const [value] = values
  if (typeof value !== 'string' || values.length > 1) throw new Error(`${operator} has one text`)
  return value
}

/** The values of a condition, which are all texts here. */
export function textsOf({ values }: Condition): string[] {
  return values.map(String)
}

/** What the scenarios do not use is not translated; a configuration must not be less than it says. */
export function untranslated({ operator }: Condition): never {
  throw new Error(`the benches do not translate ${operator}`)
}

/** The flags that have to be sent again. */
export function changedFlags(before: readonly Flag[], after: readonly Flag[]): Flag[] {
  const old = new Set(before)
  return after.filter((flag) => !old.has(flag))
}
