import { refuse } from '../refuse.ts'
import type { Compare } from './order.ts'
import type { Value } from './test.ts'

const VERSION = /^(\d+\.\d+\.\d+)(?:-([\da-z.-]+))?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i

/** Longer texts are no versions: nobody writes them, and comparing them would cost. */
const LENGTH_LIMIT = 256

/** Stands for no pre-release: sorts after every identifier one can have. */
const RELEASE = '~'

/**
 * A string that sorts as SemVer 2.0.0 precedence does (§11; build metadata does not count), or is
 * empty when the text is no version. Numbers are padded, so that the larger sorts after the
 * smaller and before every word; the tab sorts before all else, so that fewer identifiers do too.
 */
function sortKeyOf(text: string): string {
  if (text.length > LENGTH_LIMIT) return ''
  const [, core, preRelease = RELEASE] = VERSION.exec(text) ?? []
  const identifiers = `${core}.${preRelease}`.split('.')
  return core && identifiers.every((identifier) => /^(?!0\d+$)./.test(identifier))
    ? identifiers.map((one) => (/\D/.test(one) ? one : one.padStart(99))).join('\t')
    : ''
}

export function byVersion(value: Value): Compare {
  const limit = `${value}`
  /** Of the limit's own numbers, without a pre-release: 1 above a limit that has one. */
  const plainSign = Number(!(sortKeyOf(limit) || refuse(value)).endsWith(RELEASE))
  const numbers = limit.split(/[.+-]/, 3).map(Number)

  return (asked) => {
    if (typeof asked !== 'string') return Number.NaN
    // `1.22.333` is read in place; what is not as plain goes the long way.
    let sign = 0
    let part = 0
    let start = 0
    let number = 0
    for (let at = 0; at <= asked.length; at++) {
      const digit = at < asked.length ? asked.charCodeAt(at) - 48 : -2
      if (digit >= 0 && digit <= 9 && number < 1e8 && (number > 0 || at === start)) {
        number = number * 10 + digit
      } else if (digit === -2 && at > start && part < 3) {
        const difference = number - (numbers[part++] as number)
        sign ||= difference
        number = 0
        start = at + 1
      } else return compareKeys(sortKeyOf(asked), sortKeyOf(limit))
    }
    return part < 3 ? Number.NaN : sign || plainSign
  }
}

function compareKeys(a: string, b: string): number {
  return a ? (a < b ? -1 : Number(a > b)) : Number.NaN
}
