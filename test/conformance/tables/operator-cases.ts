import type { Condition, Flag, Operator } from '@bunting/evaluator'
import type { DecisionCase } from '../vector-file.ts'
import { flagWhere } from './flags.ts'
import type { OperatorRows, Row } from './operator-rows.ts'

interface Table {
  readonly flags: Flag[]
  readonly cases: DecisionCase[]
}

/** Every row twice: as it is, and negated. */
export function operatorCases(rows: OperatorRows, more: Partial<Condition> = {}): Table {
  const table: Table = { flags: [], cases: [] }
  for (const [operator, list] of Object.entries(rows) as [Operator, readonly Row[]][])
    for (const [at, [values, found, says]] of list.entries())
      for (const negate of [false, true]) {
        const key = `${operator}${negate ? '-not' : ''}-${at + 1}`
        const condition = { attribute: 'attribute', operator, values, ...more }
        table.flags.push(flagWhere(key, negate ? { ...condition, negate } : condition))
        const holds = says === (negate ? 'no' : 'yes')
        table.cases.push({
          name: `${key}: ${nameOf(found)} ${holds ? 'is' : 'is not'} ${negate ? 'not ' : ''}${operator} ${nameOf(values)}`,
          flag: key,
          context: found === undefined ? {} : { attribute: found },
          expect: holds
            ? { value: true, variant: 'on', reason: 'TARGETING_MATCH', ruleId: 'rule' }
            : { value: false, variant: 'off', reason: 'DEFAULT' },
        })
      }
  return table
}

function nameOf(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
