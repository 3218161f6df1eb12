import { hashWith } from '../hashed-list.ts'
import type { MakeTest, Test, Value } from './test.ts'
import { folded } from './text.ts'

/** `in`, `equals`: the same type and the same value; nothing is converted but, if asked, case. */
export const equality: MakeTest = (values, ignoreCase, salt) => {
  const hash = salt === undefined ? undefined : hashWith(salt)
  const among = isAmong(ignoreCase && !hash ? values.map(folded) : values)
  const test: Test = hash ? (asked, context) => among(hash(asked), context) : among
  return ignoreCase ? (asked, context) => test(folded(asked), context) : test
}

function isAmong(values: readonly Value[]): Test {
  // As text: most often it is the name of one type, which takes no memory.
  const types = [...new Set(values.map((value) => typeof value))].join()
  const [only] = values
  if (values.length === 1 && typeof only === 'string') return isText(only)
  const wanted = new Set<unknown>(values)
  const test: Test = (asked) =>
    wanted.has(asked) || (types.includes(typeof asked) && !Number.isNaN(asked) ? false : undefined)
  return types === 'string' ? Object.assign(test, { texts: wanted }) : test
}

/** A function of its own: it keeps nothing in memory that it does not need. */
function isText(texts: string): Test {
  const test: Test = (asked) => (typeof asked === 'string' ? asked === texts : undefined)
  return Object.assign(test, { texts })
}
