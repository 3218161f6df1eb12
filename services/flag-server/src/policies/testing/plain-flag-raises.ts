import type { Condition, Flag, Serve } from '@bunting/evaluator'
import type { SegmentImplies, Side } from '../implies.ts'

/**
 * What `placesRaise` and the targets are to answer, told as decision 21 says it and as slowly: all
 * places a place can have come from are looked for anew, condition by condition. Of flags that are on
 * before and after and have the same variants and prerequisites.
 */
export function plainFlagRaises(before: Flag, after: Flag, segment: SegmentImplies): boolean {
  const off = before.offVariant
  const [origins, places] = [plainPlaces(before, 'before'), plainPlaces(after, 'after')]
  const [was, is] = [plainTargets(before), plainTargets(after)]
  const noMore = (serve: Serve, had: Serve) => keepsOrGetsOff(serve, had, off, after, before)
  const targetRaises = [...is].some(([unit, variant]) => {
    const had = was.get(unit)
    const from = had === undefined ? origins.map(({ serve }) => serve) : [{ variant: had }]
    return from.some((serve) => !noMore({ variant }, serve))
  })
  if (targetRaises) return true
  const released = [...was].filter(([unit]) => !is.has(unit)).map(([, variant]) => ({ variant }))
  return places.some((place, at) => {
    const meetsEarlier = (one: Plain) =>
      places.slice(0, at).some((other) => plainlyImplies(one, other, segment))
    if (noMore(place.serve, { variant: off }) || meetsEarlier(place)) return false
    if (released.some((had) => !noMore(place.serve, had))) return true
    const last = origins.findIndex(
      (origin) => !meetsEarlier(origin) && plainlyImplies(place, origin, segment),
    )
    return origins
      .slice(0, last === -1 ? undefined : last + 1)
      .some((origin) => !meetsEarlier(origin) && !noMore(place.serve, origin.serve))
  })
}

interface Plain {
  readonly conditions: readonly Condition[]
  readonly serve: Serve
  readonly side: Side
}

function plainPlaces({ rules, fallthrough }: Flag, side: Side): Plain[] {
  return [...rules, { conditions: [], serve: fallthrough }].map((one) => ({ ...one, side }))
}

function plainTargets({ targets }: Flag): Map<string, string> {
  const units = targets.flatMap(({ values, variant }) =>
    values.map((unit) => [unit, variant] as const),
  )
  return new Map(units.toReversed())
}

function plainlyImplies(from: Plain, to: Plain, segment: SegmentImplies): boolean {
  return to.conditions.every((wanted) =>
    from.conditions.some((given) => {
      const isAlike = (['attribute', 'operator', 'negate', 'ignoreCase'] as const).every(
        (name) => (given[name] ?? false) === (wanted[name] ?? false),
      )
      if (!isAlike || !given.values.every((value) => wanted.values.includes(value))) return false
      if (given.negate && !wanted.values.every((value) => given.values.includes(value))) {
        return false
      }
      const [smaller, larger] = given.negate ? [to.side, from.side] : [from.side, to.side]
      return (
        given.operator !== 'inSegment' ||
        given.values.every((key) => segment(`${key}`, smaller, larger))
      )
    }),
  )
}

/** By trying every place on the rollout, of which there are 10 here: shares are tenths. */
function keepsOrGetsOff(serve: Serve, had: Serve, off: string, after: Flag, before: Flag): boolean {
  const others = ('variant' in serve ? [serve.variant] : drawn(serve)).filter((one) => one !== off)
  if (others.length === 0) return true
  const certain = 'variant' in had ? had.variant : undefined
  if (certain !== undefined) return others.every((one) => one === certain)
  if ('variant' in serve || 'variant' in had) return false
  const [now, then] = [serve.rollout, had.rollout]
  if (now.bucketBy !== then.bucketBy) return false
  const [first] = drawn(had)
  if (new Set(drawn(had)).size === 1 && isOneArm(had)) return others.every((one) => one === first)
  if ((now.salt ?? after.salt) !== (then.salt ?? before.salt)) return false
  return drawn(serve).every((one, at) => one === off || one === drawn(had)[at])
}

function isOneArm(serve: Serve): boolean {
  return 'rollout' in serve && serve.rollout.shares.filter(({ share }) => share > 0).length === 1
}

function drawn(serve: Serve): string[] {
  if ('variant' in serve) return []
  return serve.rollout.shares.flatMap(({ variant, share }) =>
    Array.from({ length: share / 10_000 }, () => variant),
  )
}
