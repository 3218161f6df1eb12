import type { Rollout, Serve } from '@bunting/evaluator'

/** What is served somewhere, and the salt of its flag. */
export interface Served {
  readonly serve: Serve
  readonly salt: string
}

const WHOLE = 100_000

/** Variants other than the off variant that somebody may be served there. */
export function othersServed(serve: Serve, off: string): readonly string[] {
  const served =
    'variant' in serve
      ? [serve.variant]
      : serve.rollout.shares.filter(({ share }) => share > 0).map(({ variant }) => variant)
  return served.filter((variant) => variant !== off)
}

/**
 * Whether everybody who goes from one serve to the other keeps their variant, or gets the off variant.
 * Exact for whoever may be anybody: with every unit, or without one.
 */
export function servesNoMore(after: Served, before: Served, off: string): boolean {
  const others = othersServed(after.serve, off)
  if (others.length === 0) return true
  const only = (variant: string) => others.every((other) => other === variant)
  if ('variant' in before.serve) return only(before.serve.variant)
  // Whoever has no unit got the off variant.
  if ('variant' in after.serve) return false
  const [was, is] = [before.serve.rollout, after.serve.rollout]
  if ((was.bucketBy ?? UNIT) !== (is.bucketBy ?? UNIT)) return false
  const [first, ...more] = armsOf(was)
  if (first && more.length === 0) return only(first.variant)
  const isSameDraw =
    (was.salt ?? before.salt) === (is.salt ?? after.salt) &&
    (was.hash ?? HASH) === (is.hash ?? HASH)
  return isSameDraw && everyPositionKeeps(armsOf(was), armsOf(is), off)
}

const UNIT = 'targetingKey'
const HASH = 'murmur3-v1'

interface Arm {
  readonly variant: string
  /** Where it ends, 0 … 100,000. */
  readonly end: number
}

function armsOf({ shares }: Rollout): Arm[] {
  let end = 0
  return shares
    .map(({ variant, share }) => {
      end += share
      return { variant, end, share }
    })
    .filter(({ share }) => share > 0)
}

function everyPositionKeeps(was: readonly Arm[], is: readonly Arm[], off: string): boolean {
  let at = 0
  for (let position = 0; position < WHOLE; ) {
    const now = is.find(({ end }) => end > position)
    const then = was[at]
    if (!now || !then) return false
    if (now.variant !== off && now.variant !== then.variant) return false
    position = Math.min(now.end, then.end)
    if (then.end === position) at += 1
  }
  return true
}
