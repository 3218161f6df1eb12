import type { Rollout, Serve } from '@bunting/evaluator'

/** What is served somewhere. */
export interface Served {
  /** Variants other than the off variant that somebody may be served there. */
  readonly others: ReadonlySet<string>
  readonly draw: Draw
}

/** Whether everybody is served one variant, or where in the rollout they stand decides. */
type Draw =
  | { readonly variant: string }
  | {
      readonly bucketBy: string
      readonly salt: string
      readonly hash: string
      readonly arms: readonly Arm[]
    }

interface Arm {
  readonly variant: string
  /** Where it ends, 0 … 100,000. */
  readonly end: number
}

const UNIT = 'targetingKey'
const HASH = 'murmur3-v1'

/** @param salt of its flag */
export function servedBy(serve: Serve, salt: string, off: string): Served {
  const others = new Set(variantsIn(serve))
  others.delete(off)
  if ('variant' in serve) return { others, draw: serve }
  const { rollout } = serve
  const draw = {
    bucketBy: rollout.bucketBy ?? UNIT,
    salt: rollout.salt ?? salt,
    hash: rollout.hash ?? HASH,
    arms: armsOf(rollout),
  }
  return { others, draw }
}

/** Variants that somebody may be served there. */
export function variantsIn(serve: Serve): readonly string[] {
  if ('variant' in serve) return [serve.variant]
  return serve.rollout.shares.filter(({ share }) => share > 0).map(({ variant }) => variant)
}

/**
 * Whether everybody who goes from one serve to the other keeps their variant, or gets the off variant.
 * Exact for whoever may be anybody: with every unit, or without one.
 */
export function servesNoMore(
  after: Served,
  before: Served,
  off: string,
  spend: (steps: number) => void,
): boolean {
  spend(1)
  const { others } = after
  if (others.size === 0) return true
  const only = (variant: string) => others.size === 1 && others.has(variant)
  const [was, is] = [before.draw, after.draw]
  if ('variant' in was) return only(was.variant)
  // Whoever has no unit got the off variant.
  if ('variant' in is) return false
  if (was.bucketBy !== is.bucketBy) return false
  const [first, ...more] = was.arms
  if (first && more.length === 0) return only(first.variant)
  if (was.salt !== is.salt || was.hash !== is.hash) return false
  spend(was.arms.length + is.arms.length)
  return everyPositionKeeps(was.arms, is.arms, off)
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

/** Both end where 100 % does. */
function everyPositionKeeps(was: readonly Arm[], is: readonly Arm[], off: string): boolean {
  let [at, now] = [0, 0]
  for (;;) {
    const [then, here] = [was[at], is[now]]
    if (!then || !here) return !then && !here
    if (here.variant !== off && here.variant !== then.variant) return false
    const position = Math.min(then.end, here.end)
    if (then.end === position) at += 1
    if (here.end === position) now += 1
  }
}
