import type { Configuration, Serve } from '../server/shapes.ts'

/** 100,000 is 100 %. */
export const WHOLE = 100_000

/** `25 %`, `0.125 %`: as many decimals as it has, three at most. */
export function percent(share: number): string {
  return `${Number((share / 1_000).toFixed(3))} %`
}

/** `on`, or `25 % on, 75 % off`; who gets nothing is left out. */
export function serveWords(serve: Serve): string {
  const shares = sharesOf(serve).filter(({ share }) => share > 0)
  const [only] = shares
  if (only && shares.length === 1) return only.variant
  return shares.map(({ variant, share }) => `${percent(share)} ${variant}`).join(', ')
}

export function sharesOf(serve: Serve): readonly { variant: string; share: number }[] {
  return isRollout(serve) ? serve.rollout.shares : [{ variant: serve.variant, share: WHOLE }]
}

export function isRollout(serve: Serve): serve is Extract<Serve, { rollout: unknown }> {
  return typeof serve === 'object' && 'rollout' in serve
}

/**
 * How far it is open to everybody whom no rule names: `off`, `on`, or the percentage that gets
 * something else than when it is off. `+`: rules, targets or prerequisites come first.
 */
export function openness(configuration: Configuration): string {
  const { on, offVariant, fallthrough } = configuration
  if (!on) return 'off'
  const open = sharesOf(fallthrough)
    .filter(({ variant }) => variant !== offVariant)
    .reduce((sum, { share }) => sum + share, 0)
  return (open === WHOLE ? 'on' : percent(open)) + (exceptions(configuration) ? ' +' : '')
}

/** `2 rules and 1 target come first`; empty where everybody is treated alike. */
export function exceptions({ rules, targets, prerequisites }: Configuration): string {
  const named = targets.reduce((sum, { values }) => sum + values.length, 0)
  return [
    counted(prerequisites.length, 'prerequisite'),
    counted(named, 'target'),
    counted(rules.length, 'rule'),
  ]
    .filter(Boolean)
    .join(', ')
}

export function counted(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`
}
