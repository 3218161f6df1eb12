import type { Rule } from '../conditions/operators.ts'

/** `Rule “EU pro”`, or its place from 1 while it has no name. */
export function ruleName({ name }: Pick<Rule, 'name'>, index: number): string {
  return name ? `Rule “${name}”` : `Rule ${index + 1}`
}
