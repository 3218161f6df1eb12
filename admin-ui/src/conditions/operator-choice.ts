import { type Condition, type Editor, OPERATORS, type Operator } from './operators.ts'

interface OperatorChoice {
  readonly value: string
  readonly label: string
}

export interface OperatorGroup {
  readonly group: string
  readonly items: OperatorChoice[]
}

/** Operator and negation are one choice for a person: `is not`, not a box to tick. */
export function operatorChoice({ operator, negate }: Condition): string {
  return negate ? `!${operator}` : operator
}

/** What there is to choose, and what the condition has, even if it would not be offered. */
export function operatorChoices(condition: Condition): OperatorGroup[] {
  const held = operatorChoice(condition)
  const groups = Map.groupBy(Object.entries(OPERATORS), ([, { group }]) => group)
  return [...groups].map(([group, rows]) => ({
    group,
    items: rows
      .flatMap(([operator, { words, negated, opposite }]) => [
        { value: operator, label: words, offered: true },
        { value: `!${operator}`, label: negated, offered: !opposite },
      ])
      .filter(({ value, offered }) => offered || value === held)
      .map(({ value, label }) => ({ value, label })),
  }))
}

/** The condition with another operator; of the values it keeps what the operator can take. */
export function chooseOperator(condition: Condition, choice: string): Condition {
  const negate = choice.startsWith('!')
  const operator = (negate ? choice.slice(1) : choice) as Operator
  const { negate: _negate, ignoreCase, ...rest } = condition
  const row = OPERATORS[operator]
  const kept = valuesFor(row.editor, OPERATORS[condition.operator].editor, rest.values)
  const asks = rest.attribute === '' && row.editor === 'segments'
  return {
    ...rest,
    // Segments list targeting keys, unless somebody means something else.
    attribute: asks ? 'targetingKey' : rest.attribute,
    operator,
    values: row.arity === 'one' ? kept.slice(0, 1) : kept,
    ...(negate && { negate }),
    ...(ignoreCase && row.ignoreCase && { ignoreCase }),
  }
}

function valuesFor(editor: Editor, before: Editor, values: Condition['values']) {
  if (editor === before || (editor === 'values' && before === 'texts')) return values
  return editor === 'texts' && before === 'values' ? values.map(String) : []
}
