import type { EvaluationContext } from '@bunting/evaluator'

/** Values in one context, with those of its lists and nested objects. Most have ten. */
const MAX_VALUES = 1_000

interface Budget {
  left: number
}

/**
 * A copy that answers as the context does now, whatever becomes of that. Undefined for one that no
 * copy stands for: of a class, whose getters would be lost, or of more than 1,000 values, as one that
 * goes in a circle has. Throws as getters may.
 */
export function copyContext(context: EvaluationContext): EvaluationContext | undefined {
  const prototype: unknown = Object.getPrototypeOf(context)
  if (prototype !== null && prototype !== Object.prototype) return undefined
  const budget = { left: MAX_VALUES }
  const copy = copyProperties(context, budget)
  return budget.left < 0 ? undefined : copy
}

/** Only own ones: a path into a nested object leads through no others, of whatever class that is. */
function copyProperties(object: object, budget: Budget): EvaluationContext {
  const copy: Record<string, unknown> = { ...object }
  for (const name of Object.keys(copy)) {
    budget.left -= 1
    const value = copy[name]
    if (typeof value === 'object' && value !== null) copy[name] = copyValue(value, budget)
    if (budget.left < 0) break
  }
  return copy
}

function copyValue(value: object, budget: Budget): unknown {
  if (value instanceof Date) return new Date(value.getTime())
  if (Array.isArray(value)) budget.left -= value.length
  if (ArrayBuffer.isView(value)) budget.left -= value.byteLength
  // Before anything as large as that is walked.
  if (budget.left < 0) return undefined
  if (!Array.isArray(value)) return copyProperties(value, budget)
  return Array.from(value, (element: unknown) =>
    typeof element === 'object' && element !== null ? copyValue(element, budget) : element,
  )
}
