import type { MakeTest, Test } from './test.ts'
import { fold } from './text.ts'

/** `in`, `equals`: the same type and the same value; nothing is converted but, if asked, case. */
export const equality: MakeTest = (values, ignoreCase) => {
  const wanted = new Set<unknown>(ignoreCase ? values.map(folded) : values)
  const types = new Set<string>(values.map((value) => typeof value))
  const [only = Number.NaN] = wanted
  const test: Test = (asked) =>
    asked === only ||
    wanted.has(asked) ||
    (types.has(typeof asked) && !Number.isNaN(asked) ? false : undefined)
  return ignoreCase ? (asked, context) => test(folded(asked), context) : test
}

function folded(value: unknown): unknown {
  return typeof value === 'string' ? fold(value) : value
}
