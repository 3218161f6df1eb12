import { conditionDifferences } from '../conditions/condition-differences.ts'
import type { Condition } from '../conditions/operators.ts'
import { changed, type Difference } from '../drafts/difference.ts'
import { count } from '../shared/number-words.ts'
import { isObject } from '../shared/same-json.ts'

type Side = Readonly<Record<string, unknown>>

const NAMED = 20

/** What an audit entry tells of a segment: its lists may be long, so it has who came and who left. */
export function segmentEntryDifferences(before: Side, after: Side): readonly Difference[] {
  return [
    ...listDifferences('excluded', before, after),
    ...listDifferences('included', before, after),
    ...conditionDifferences('Conditions', conditionsIn(before), conditionsIn(after)),
  ]
}

function listDifferences(list: 'included' | 'excluded', before: Side, after: Side): Difference[] {
  const what = list === 'included' ? 'Included' : 'Excluded'
  const removed = unitsIn(before.removed, list)
  const added = unitsIn(after.added, list)
  // Of very long changes not all are told: the lengths say how many there were.
  const grown = Number(after[`${list}Count`]) - Number(before[`${list}Count`])
  return [
    ...(removed.length > 0 ? changed(what, inShort(removed, added.length - grown), null) : []),
    ...(added.length > 0 ? changed(what, null, inShort(added, removed.length + grown)) : []),
  ]
}

function inShort(units: readonly string[], total: number): string {
  const named = units.slice(0, NAMED)
  const more = Math.max(total, units.length) - named.length
  return more > 0 ? `${named.join(', ')} and ${count(more)} more` : named.join(', ')
}

function unitsIn(side: unknown, list: string): readonly string[] {
  const units = isObject(side) ? side[list] : undefined
  return Array.isArray(units) ? units.map(String) : []
}

function conditionsIn({ conditions }: Side): readonly Condition[] {
  return Array.isArray(conditions) ? (conditions as Condition[]) : []
}
