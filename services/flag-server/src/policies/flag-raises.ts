import { isDeepStrictEqual } from 'node:util'
import type { Flag } from '@bunting/evaluator'
import { implies, type Predicate, type SegmentImplies, type Side } from './implies.ts'
import type { Sides } from './segments-imply.ts'
import { othersServed, type Served, servesNoMore } from './serves-no-more.ts'

/** Whether anybody could be served something but the off variant. */
export function servesOthers({ on, offVariant, targets, rules, fallthrough }: Flag): boolean {
  if (!on) return false
  return (
    targets.some(({ variant, values }) => variant !== offVariant && values.length > 0) ||
    [...rules.map(({ serve }) => serve), fallthrough].some(
      (serve) => othersServed(serve, offVariant).length > 0,
    )
  )
}

/**
 * Whether one flag's change could give anybody what they do not get now and is not the off variant,
 * wherever its prerequisites are met after the change as they were before.
 */
export function flagRaises({ before, after }: Sides<Flag>, segment: SegmentImplies): boolean {
  if (!after) return false
  if (!before) return servesOthers(after)
  const off = before.offVariant
  if (after.offVariant !== off || !isSameValue(before, after, off)) return true
  if (!servesOthers(after)) return false
  if (!before.on || (after.clientSide && !before.clientSide)) return true
  if (!gateIsNoWider(before, after)) return true
  if (variantsOf(after).some((variant) => !isSameValue(before, after, variant))) return true
  return targetsRaise(before, after) || placesRaise(before, after, segment)
}

function isSameValue(before: Flag, after: Flag, variant: string): boolean {
  // What was not there was served to nobody: then the serves differ as well.
  if (!Object.hasOwn(before.variants, variant)) return true
  return isDeepStrictEqual(before.variants[variant], after.variants[variant])
}

function variantsOf({ targets, rules, fallthrough }: Flag): string[] {
  const serves = [...rules.map(({ serve }) => serve), fallthrough]
  return [
    ...targets.map(({ variant }) => variant),
    ...serves.flatMap((serve) => [...othersServed(serve, '')]),
  ]
}

/** Each prerequisite there was is still asked for, with as many variants at most. */
function gateIsNoWider(before: Flag, after: Flag): boolean {
  return before.prerequisites.every((was) =>
    after.prerequisites.some(
      ({ flag, variants }) =>
        flag === was.flag && variants.every((variant) => was.variants.includes(variant)),
    ),
  )
}

const constant = (variant: string): Served => ({ serve: { variant }, salt: '' })

/** By unit: the first target that names it wins. */
function targetsOf({ targets }: Flag): Map<string, string> {
  const targeted = new Map<string, string>()
  for (const { variant, values } of targets.toReversed()) {
    for (const unit of values) targeted.set(unit, variant)
  }
  return targeted
}

function targetsRaise(before: Flag, after: Flag): boolean {
  const off = before.offVariant
  const was = targetsOf(before)
  const elsewhere = placesOf(before, 'before')
  return [...targetsOf(after)].some(([unit, variant]) => {
    if (variant === off) return false
    const had = was.get(unit)
    if (had !== undefined) return had !== variant
    return !elsewhere.every((place) => servesNoMore(constant(variant), place, off))
  })
}

/** A rule, or the fallthrough, which is what holds for everybody. */
interface Place extends Served, Predicate {}

function placesOf({ rules, fallthrough, salt }: Flag, side: Side): Place[] {
  return [
    ...rules.map(({ conditions, serve }) => ({ conditions, serve, salt, side })),
    { conditions: [], serve: fallthrough, salt, side },
  ]
}

/** Whoever comes to a rule, or to the fallthrough: where could they have come from? */
function placesRaise(before: Flag, after: Flag, segment: SegmentImplies): boolean {
  const off = before.offVariant
  const [was, is] = [targetsOf(before), targetsOf(after)]
  const released = new Set([...was].filter(([unit]) => !is.has(unit)).map(([, had]) => had))
  const origins = placesOf(before, 'before')
  const places = placesOf(after, 'after')
  return places.some((place, at) => {
    if (othersServed(place.serve, off).length === 0) return false
    const passed = places.slice(0, at)
    const isIn = (one: Predicate, others: readonly Predicate[]) =>
      others.some((other) => implies(one, other, segment))
    if (isIn(place, passed)) return false
    if ([...released].some((had) => !servesNoMore(place, constant(had), off))) return true
    for (const origin of origins) {
      // Whoever met it then would have met an earlier rule now.
      if (isIn(origin, passed)) continue
      if (!servesNoMore(place, origin, off)) return true
      // Whoever comes here met it then, if nothing before it.
      if (implies(place, origin, segment)) return false
    }
    return false
  })
}
