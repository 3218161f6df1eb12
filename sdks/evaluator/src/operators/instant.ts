import { numberOf } from './order.ts'

const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i

/**
 * Milliseconds since 1970: of an RFC 3339 date-time, of a Date, or the number itself. A leap second
 * (`:60`) or a date without a time is no instant.
 */
export function instantOf(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  const date = (typeof value === 'string' && RFC_3339.exec(value)?.[1]) || ''
  // Date.parse takes the 30th of February for the first of March; toJSON shows it.
  return date && new Date(date).toJSON()?.startsWith(date)
    ? Date.parse((value as string).toUpperCase())
    : numberOf(value)
}
