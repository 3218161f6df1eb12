import { isDeepStrictEqual } from 'node:util'
import type { Flag } from '@bunting/evaluator'
import type { Comparing } from './comparing.ts'
import { placesOf, placesRaise } from './places-raise.ts'
import type { Sides } from './segments-imply.ts'
import { servedBy, servesNoMore, variantsIn } from './serves-no-more.ts'
import { targetsOf } from './targets-of.ts'

/** Whether anybody could be served something but the off variant. */
export function servesOthers({ on, offVariant, targets, rules, fallthrough }: Flag): boolean {
  const isOther = (variant: string) => variant !== offVariant
  return (
    on &&
    (variantsIn(fallthrough).some(isOther) ||
      targets.some(({ variant, values }) => isOther(variant) && values.length > 0) ||
      rules.some(({ serve }) => variantsIn(serve).some(isOther)))
  )
}

/**
 * Whether one flag's change could give anybody what they do not get now and is not the off variant,
 * wherever its prerequisites are met after the change as they were before. Throws `TooMuchToTell`.
 */
export function flagRaises({ before, after }: Sides<Flag>, comparing: Comparing): boolean {
  if (!after) return false
  if (!before) return servesOthers(after)
  const off = before.offVariant
  if (after.offVariant !== off || !isSameValue(before, after, off)) return true
  if (!servesOthers(after)) return false
  if (!before.on || (after.clientSide && !before.clientSide)) return true
  if (!gateIsNoWider(before, after)) return true
  if ([...variantsOf(after)].some((variant) => !isSameValue(before, after, variant))) return true
  return targetsRaise(before, after, comparing) || placesRaise(before, after, comparing)
}

function isSameValue(before: Flag, after: Flag, variant: string): boolean {
  // What was not there was served to nobody: then the serves differ as well.
  if (!Object.hasOwn(before.variants, variant)) return true
  return isDeepStrictEqual(before.variants[variant], after.variants[variant])
}

/** Each once: hundreds of rules serve the same. */
function variantsOf({ targets, rules, fallthrough }: Flag): ReadonlySet<string> {
  const serves = [...rules.map(({ serve }) => serve), fallthrough]
  return new Set([...targets.map(({ variant }) => variant), ...serves.flatMap(variantsIn)])
}

/** Each prerequisite there was is still asked for, with as many variants at most. */
function gateIsNoWider(before: Flag, after: Flag): boolean {
  const asked = Map.groupBy(after.prerequisites, ({ flag }) => flag)
  return before.prerequisites.every((was) => {
    const enough = new Set(was.variants)
    return asked
      .get(was.flag)
      ?.some(({ variants }) => variants.every((variant) => enough.has(variant)))
  })
}

/** Whether a target gives somebody what neither an earlier one nor any place was sure to give them. */
function targetsRaise(before: Flag, after: Flag, { spend }: Comparing): boolean {
  const off = before.offVariant
  const was = targetsOf(before)
  const elsewhere = placesOf(before, 'before', off)
  const isNewTo = (variant: string) => {
    const served = servedBy({ variant }, '', off)
    return !elsewhere.every((place) => servesNoMore(served, place, off, spend))
  }
  const fromElsewhere = new Set<string>()
  for (const [unit, variant] of targetsOf(after)) {
    const had = was.get(unit)
    if (had === undefined) fromElsewhere.add(variant)
    else if (variant !== off && had !== variant) return true
  }
  return [...fromElsewhere].some(isNewTo)
}
