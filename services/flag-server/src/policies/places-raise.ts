import type { Flag } from '@bunting/evaluator'
import type { Comparing } from './comparing.ts'
import { implies, type Predicate, predicateOf, type Side } from './implies.ts'
import { type Served, servedBy, servesNoMore } from './serves-no-more.ts'
import { targetsOf } from './targets-of.ts'

/** A rule, or the fallthrough, which is what holds for everybody. */
export interface Place extends Served, Predicate {}

export function placesOf({ rules, fallthrough, salt }: Flag, side: Side, off: string): Place[] {
  return [...rules, { conditions: [], serve: fallthrough }].map(({ conditions, serve }) => ({
    ...predicateOf(conditions, side),
    ...servedBy(serve, salt, off),
  }))
}

/** Whoever comes to a rule, or to the fallthrough: where could they have come from? */
export function placesRaise(before: Flag, after: Flag, comparing: Comparing): boolean {
  const off = before.offVariant
  const places = placesOf(after, 'after', off)
  const origins = placesOf(before, 'before', off).map((place) => ({
    place,
    stop: once(() => firstMet(place, places, comparing)),
  }))
  const released = releasedFrom(before, after).map((variant) => servedBy({ variant }, '', off))
  return places.some((place, at) => {
    if (place.others.size === 0) return false
    if (firstMet(place, places, comparing) < at) return false
    if (released.some((had) => !servesNoMore(place, had, off, comparing.spend))) return true
    for (const origin of origins) {
      // Whoever met it then meets an earlier place now.
      if (origin.stop() < at) continue
      if (!servesNoMore(place, origin.place, off, comparing.spend)) return true
      // Whoever comes here met it then, if nothing before it.
      if (implies(place, origin.place, comparing)) return false
    }
    return false
  })
}

/** Where whoever comes by a predicate stops at the latest. The last place holds for everybody. */
function firstMet(one: Predicate, places: readonly Place[], comparing: Comparing): number {
  return places.findIndex((place) => implies(one, place, comparing))
}

/** What they had who are in no target any more. */
function releasedFrom(before: Flag, after: Flag): string[] {
  const is = targetsOf(after)
  const released = [...targetsOf(before)].filter(([unit]) => !is.has(unit))
  return [...new Set(released.map(([, had]) => had))]
}

/** Asked only if needed, and then only once. */
function once(ask: () => number): () => number {
  let answer: number | undefined
  return () => {
    answer ??= ask()
    return answer
  }
}
