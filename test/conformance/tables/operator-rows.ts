import type { Condition, JsonValue, Operator } from '@bunting/evaluator'

/**
 * What an operator with these values says of an attribute that has this value: `yes`; `no`; or `none`,
 * when the attribute is missing or of a type the operator does not take – then the condition does not
 * hold, and negated it does not hold either. Written by hand.
 */
export type Row = readonly [
  values: Condition['values'],
  found: JsonValue | undefined,
  says: 'yes' | 'no' | 'none',
]

export type OperatorRows = Readonly<Partial<Record<Operator, readonly Row[]>>>

const missing = undefined

export const EQUALITY: OperatorRows = {
  in: [
    [['a', 'b'], 'a', 'yes'],
    [['a', 'b'], 'b', 'yes'],
    [['a', 'b'], 'c', 'no'],
    [['a', 'b'], 'A', 'no'],
    [['a', 'b'], '', 'no'],
    [['a', ''], '', 'yes'],
    [['a', 'b'], missing, 'none'],
    [['a', 'b'], null, 'none'],
    [['a', 'b'], 1, 'none'],
    [['a', 'b'], true, 'none'],
    [['a', 'b'], { a: 'a' }, 'none'],
    [['a', 'b'], ['c', 'b'], 'yes'],
    [['a', 'b'], ['c', 'd'], 'no'],
    [['a', 'b'], [], 'no'],
    [['a', 'b'], [1, 'b'], 'yes'],
    [['a', 'b'], [1, 'c'], 'no'],
    [['a', 'b'], [1, null], 'none'],
    [['a', 'b'], [['a']], 'none'],
    [['a', 1], 1, 'yes'],
    [['a', 1], 2, 'no'],
    [['a', 1], 'b', 'no'],
    [['a', 1], true, 'none'],
    [['1', '2'], 1, 'none'],
    [[true, false], false, 'yes'],
    [[0, 1.5], -0, 'yes'],
    [['Füße', '足'], '足', 'yes'],
    [['😀'], '😀', 'yes'],
    [['é'], 'e\u0301', 'no'],
  ],
  equals: [
    [['a'], 'a', 'yes'],
    [['a'], 'b', 'no'],
    [['a'], 'a ', 'no'],
    [['a'], missing, 'none'],
    [['a'], 7, 'none'],
    [[7], 7, 'yes'],
    [[7], 7.5, 'no'],
    [[7], '7', 'none'],
    [[0.1], 0.1, 'yes'],
    [[1e21], 1e21, 'yes'],
    [[true], true, 'yes'],
    [[true], false, 'no'],
    [[true], 1, 'none'],
    [[true], 'true', 'none'],
    [['a'], ['b', 'a'], 'yes'],
    [['a'], ['b'], 'no'],
    [['a'], [], 'no'],
    [['a', 'b'], 'b', 'yes'],
    [['__proto__'], '__proto__', 'yes'],
    [['toString'], 'toString', 'yes'],
  ],
}

export const TEXT: OperatorRows = {
  contains: [
    [['b'], 'abc', 'yes'],
    [['x', 'c'], 'abc', 'yes'],
    [['x'], 'abc', 'no'],
    [['B'], 'abc', 'no'],
    [[''], '', 'yes'],
    [['a'], '', 'no'],
    [['a'], missing, 'none'],
    [['1'], 1, 'none'],
    [['a'], ['x', 'bab'], 'yes'],
    [['a'], ['x', 'y'], 'no'],
    [['a'], [], 'no'],
    [['a'], [1, true], 'none'],
    [['球'], '足球', 'yes'],
    [['ß'], 'Straße', 'yes'],
  ],
  startsWith: [
    [['ab'], 'abc', 'yes'],
    [['x', 'a'], 'abc', 'yes'],
    [['bc'], 'abc', 'no'],
    [['abcd'], 'abc', 'no'],
    [['a'], missing, 'none'],
    [['t'], true, 'none'],
    [['足'], '足球', 'yes'],
    [['a'], ['b', 'ab'], 'yes'],
  ],
  endsWith: [
    [['bc'], 'abc', 'yes'],
    [['@example.org', '@example.com'], 'ada@example.com', 'yes'],
    [['ab'], 'abc', 'no'],
    [['zabc'], 'abc', 'no'],
    [['c'], missing, 'none'],
    [['c'], { c: 'c' }, 'none'],
    [['球'], '足球', 'yes'],
    [['c'], ['b', 'd'], 'no'],
  ],
  matches: [
    [['b+'], 'abbc', 'yes'],
    [['^b+$'], 'abbc', 'no'],
    [['x', '^a'], 'abbc', 'yes'],
    [['^$'], '', 'yes'],
    [['A'], 'a', 'no'],
    [['^.$'], '😀', 'yes'],
    [['^\\p{Lu}'], 'Éa', 'yes'],
    [['^\\d{4}$'], '2024', 'yes'],
    [['^\\d{4}$'], 2024, 'none'],
    [['a'], missing, 'none'],
    [['^b$'], ['a', 'b'], 'yes'],
    [['a'], 'a'.repeat(2048), 'yes'],
    [['a'], 'a'.repeat(2049), 'none'],
  ],
}

/** The same, ignoring case. */
export const IGNORING_CASE: OperatorRows = {
  in: [
    [['Pro', 'Free'], 'PRO', 'yes'],
    [['Pro', 'Free'], 'pr', 'no'],
    [['STRASSE'], 'straße', 'yes'],
    [['ΟΔΟΣ'], 'οδος', 'yes'],
    [['Pro', 1], 1, 'yes'],
    [['Pro'], 1, 'none'],
    [['Pro'], ['free', 'pRO'], 'yes'],
  ],
  equals: [
    [['\u212a'], 'k', 'yes'],
    [['i'], 'İ', 'no'],
    [['ÉTÉ'], 'été', 'yes'],
    [['ÉTÉ'], 'ete', 'no'],
  ],
  contains: [
    [['ROSS'], 'across', 'yes'],
    [['ΟΔΟΣ'], 'οδοσα', 'yes'],
    [['x'], 'ABC', 'no'],
    [['x'], missing, 'none'],
  ],
  startsWith: [
    [['Ада'], 'аДА Лавлейс', 'yes'],
    [['b'], 'ABC', 'no'],
  ],
  endsWith: [
    [['@EXAMPLE.org'], 'ada@example.ORG', 'yes'],
    [['a'], 'ABC', 'no'],
  ],
  matches: [
    [['^STRAẞE$'], 'straße', 'yes'],
    [['^a$'], 'A', 'yes'],
    [['^a$'], 'B', 'no'],
  ],
}
