import { changed, type Difference, listDifference } from '../drafts/difference.ts'
import { sameJson } from '../shared/same-json.ts'
import { conditionsWords, valueWords } from './condition-words.ts'
import { type Condition, OPERATORS } from './operators.ts'

/** What differs between two lists of conditions: of a long list of values only who came and went. */
export function conditionDifferences(
  what: string,
  before: readonly Condition[],
  after: readonly Condition[],
): readonly Difference[] {
  const [old, now] = withoutSameEnds(before, after)
  const [was] = old
  const [is] = now
  if (was && is && old.length === 1 && now.length === 1 && onlyValuesDiffer(was, is)) {
    const words = (condition: Condition) =>
      condition.values.map((value) => valueWords(condition, value))
    const values = listDifference(`${what} ${askedWords(is)}`, words(was), words(is))
    if (values.length > 0) return values
  }
  return changed(what, wordsOf(old), wordsOf(now))
}

/** The parts between what both begin with and what both end with. */
function withoutSameEnds(before: readonly Condition[], after: readonly Condition[]) {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && sameJson(before[start], after[start])) start += 1
  let end = 0
  while (end < shorter - start && sameJson(before.at(-1 - end), after.at(-1 - end))) end += 1
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)] as const
}

function onlyValuesDiffer(before: Condition, after: Condition): boolean {
  return (
    OPERATORS[after.operator].arity === 'many' &&
    before.values.length + after.values.length > 2 &&
    sameJson({ ...before, values: [] }, { ...after, values: [] })
  )
}

/** `country is one of` */
function askedWords({ attribute, operator, negate }: Condition): string {
  const { words, negated } = OPERATORS[operator]
  return `${attribute} ${negate ? negated : words}`
}

function wordsOf(conditions: readonly Condition[]): string | null {
  return conditions.length === 0 ? null : conditionsWords(conditions)
}
