import type * as evaluator from '@bunting/evaluator'
import { z } from 'zod'
import { Text } from '../http/fields.ts'

export const Operator = z.enum([
  'in',
  'equals',
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'before',
  'after',
  'semverEqual',
  'semverLessThan',
  'semverLessThanOrEqual',
  'semverGreaterThan',
  'semverGreaterThanOrEqual',
  'inSegment',
  'inCidr',
  'exists',
])
export type Operator = z.infer<typeof Operator>

/** Operators that compare text, and can do so without regard to case. */
const FOLDING: readonly Operator[] = [
  'in',
  'equals',
  'contains',
  'startsWith',
  'endsWith',
  'matches',
]

export const Value = z.union([Text.max(1_000), z.number(), z.boolean()])

/**
 * The shape alone. Whether values are what the operator takes (a number, a version, a segment that
 * exists) is for the evaluator's `checkFlag` and `checkSegment` to say, which know it best.
 */
export const Condition = z
  .strictObject({
    /** Dotted path into the context: `plan`, `company.id`. */
    attribute: Text.min(1).max(256),
    operator: Operator,
    /** One of them must match. `exists` takes none, and may leave them out. */
    values: z.array(Value).max(10_000).default([]),
    negate: z.boolean().optional(),
    ignoreCase: z.boolean().optional(),
  })
  .refine(({ operator, ignoreCase }) => !ignoreCase || FOLDING.includes(operator), {
    path: ['ignoreCase'],
    error: `is for ${FOLDING.join(', ')}`,
  })
export type Condition = z.infer<typeof Condition>

// The evaluator owns the operators. This does not compile unless these are all of them.
type Equal<A, B> = [A, B] extends [B, A] ? true : false
type Proof<T extends true> = T
export type OperatorsAreTheEvaluators = Proof<Equal<Operator, evaluator.Operator>>
