import type { FieldError } from './field-errors.tsx'
import { RequestFailed } from './request-failed.ts'
import { sameJson } from './same-json.ts'

/**
 * What the server found wrong, as far as it is still there: a fault stands until the very value it
 * is about is another one.
 */
export function standingErrors(
  failure: unknown,
  sent: object | undefined,
  shown: object,
): readonly FieldError[] {
  if (!(failure instanceof RequestFailed)) return []
  return failure.errors.filter(({ path }) => {
    const steps = path.split('.')
    return sameJson(valueAt(sent, steps), valueAt(shown, steps))
  })
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (held, step) =>
      typeof held === 'object' && held !== null && Object.hasOwn(held, step)
        ? (held as Record<string, unknown>)[step]
        : undefined,
    value,
  )
}
