import type { Condition } from './operators.ts'

export function newCondition(): Condition {
  return { attribute: '', operator: 'in', values: [] }
}
