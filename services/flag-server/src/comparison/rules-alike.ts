import { isDeepStrictEqual } from 'node:util'
import type { FlagContent } from '../history/contents.ts'

type Rule = FlagContent['rules'][number]

/**
 * The left side with the ids of the right one's rules where they say the same: two people who typed
 * the same rule in two environments made rules of different ids, and no difference.
 */
export function rulesAlike(left: FlagContent, right: FlagContent): FlagContent {
  const ids = new Set(left.rules.map(({ id }) => id))
  const free = right.rules.filter(({ id }) => !ids.has(id))
  const rules = left.rules.map((rule) => {
    if (right.rules.some(({ id }) => id === rule.id)) return rule
    const at = free.findIndex((other) => saysTheSame(rule, other))
    const [same] = at < 0 ? [] : free.splice(at, 1)
    return same ? { ...rule, id: same.id } : rule
  })
  return { ...left, rules }
}

function saysTheSame({ id: _, ...one }: Rule, { id: __, ...other }: Rule): boolean {
  return isDeepStrictEqual(one, other)
}
