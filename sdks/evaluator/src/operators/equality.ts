import type { MakeTest, Test, Value } from './test.ts'
import { fold } from './text.ts'

/** `in`, `equals`: the same type and the same value; nothing is converted but, if asked, case. */
export const equality: MakeTest = (values, ignoreCase) => {
  const test = isAmong(ignoreCase ? values.map(folded) : values)
  return ignoreCase ? (asked, context) => test(folded(asked), context) : test
}

/** Texts alone are compared faster than anything with anything. */
function isAmong(values: readonly Value[]): Test {
  const types = new Set<string>(values.map((value) => typeof value))
  if (types.size !== 1 || !types.has('string')) return isValue(new Set(values), types)
  return values.length === 1 ? isText(values[0]) : isOneText(new Set(values))
}

// Each test in a function of its own: it keeps nothing in memory that it does not need.

function isText(wanted: unknown): Test {
  return (asked) => (typeof asked === 'string' ? asked === wanted : undefined)
}

function isOneText(wanted: ReadonlySet<unknown>): Test {
  return (asked) => (typeof asked === 'string' ? wanted.has(asked) : undefined)
}

function isValue(wanted: ReadonlySet<unknown>, types: ReadonlySet<string>): Test {
  return (asked) =>
    wanted.has(asked) || (types.has(typeof asked) && !Number.isNaN(asked) ? false : undefined)
}

function folded<T>(value: T): T | string {
  return typeof value === 'string' ? fold(value) : value
}
