import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { FieldError } from '../shared/field-errors.tsx'
import { ruleName } from './rule-name.ts'

/** `Rule “EU pro”, condition 2: must be a semantic version (2.3.0)` */
export function fieldWords(
  { path, message }: FieldError,
  { rules, prerequisites, targets }: FlagConfigurationView,
): string {
  const [field = '', at = '', part, index] = path.split('.')
  const rule = rules[Number(at)]
  if (field === 'rules' && rule) {
    const condition = part === 'conditions' && index !== undefined
    const where = condition ? `, condition ${Number(index) + 1}` : ''
    return `${ruleName(rule, Number(at))}${where}: ${message}`
  }
  if (field === 'prerequisites') {
    return `Prerequisite ${prerequisites[Number(at)]?.flag ?? ''}: ${message}`
  }
  if (field === 'targets') return `Individually ${targets[Number(at)]?.variant ?? ''}: ${message}`
  return FIELDS[field] ? `${FIELDS[field]}: ${message}` : `${path} ${message}`
}

const FIELDS: Readonly<Record<string, string>> = {
  fallthrough: 'Everyone else',
  offVariant: 'When off',
}
