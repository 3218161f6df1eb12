import type { FlagConfiguration } from '@bunting/flag-server/flags/flag-schemas.ts'

export type Rule = FlagConfiguration['rules'][number]
export type Condition = Rule['conditions'][number]
export type Operator = Condition['operator']

interface OperatorRow {
  /** Between attribute and values in a sentence: `country is one of DE, FR`. */
  readonly words: string
  readonly negated: string
  /** How many values it takes; the editor of a condition follows from it. */
  readonly arity: 'one' | 'many'
}

/**
 * Every operator the rule editor knows. An operator that the server learns does not compile until
 * it has a row here; a row is all it needs.
 */
export const OPERATORS: Readonly<Record<Operator, OperatorRow>> = {
  in: { words: 'is one of', negated: 'is none of', arity: 'many' },
  equals: { words: 'is', negated: 'is not', arity: 'one' },
}

interface OperatorChoice {
  readonly value: string
  readonly label: string
}

/** Operator and negation are one choice for a person: `is not`, not a box to tick. */
export const OPERATOR_CHOICES: readonly OperatorChoice[] = Object.entries(OPERATORS).flatMap(
  ([operator, { words, negated }]) => [
    { value: operator, label: words },
    { value: `!${operator}`, label: negated },
  ],
)

export function operatorChoice({ operator, negate }: Condition): string {
  return negate ? `!${operator}` : operator
}

/** The condition with another operator; what it cannot take of the values is left out. */
export function chooseOperator(condition: Condition, choice: string): Condition {
  const negate = choice.startsWith('!')
  const operator = (negate ? choice.slice(1) : choice) as Operator
  const { negate: _negate, ...rest } = condition
  const values = OPERATORS[operator].arity === 'one' ? rest.values.slice(0, 1) : rest.values
  return { ...rest, operator, values, ...(negate && { negate }) }
}
