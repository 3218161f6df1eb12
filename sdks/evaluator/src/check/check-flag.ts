import type { Flag, Serve, Share } from '../ruleset.ts'
import { WHOLE } from '../serve.ts'
import { checkConditions } from './check-condition.ts'
import { checkHashed } from './check-hashed.ts'
import { circleFrom } from './circle.ts'
import type { Existing } from './existing.ts'
import type { Path, Problem } from './problem.ts'

/**
 * What would keep the flag from being evaluated, or evaluated as meant; empty when it may be saved.
 * Its shape is taken to be right, and its regular expressions to be safe: the server checks those.
 */
export function checkFlag(flag: Flag, existing: Existing): Problem[] {
  const { type, variants, offVariant, targets, rules, fallthrough } = flag
  const variantProblem = (variant: string, path: Path): Problem[] =>
    Object.hasOwn(variants, variant)
      ? []
      : [{ path, message: `variant "${variant}" does not exist` }]

  function serveProblems(serve: Serve, path: Path): Problem[] {
    if ('variant' in serve) return variantProblem(serve.variant, [...path, 'variant'])
    const { shares, hash = 'murmur3-v1' } = serve.rollout
    const at = [...path, 'rollout']
    return [
      ...(hash === 'murmur3-v1' ? [] : [{ path: [...at, 'hash'], message: `no hash "${hash}"` }]),
      ...shares.flatMap(({ variant }, arm) =>
        variantProblem(variant, [...at, 'shares', arm, 'variant']),
      ),
      ...shareProblems(shares, [...at, 'shares']),
    ]
  }

  return [
    ...Object.entries(variants).flatMap(([name, value]) =>
      type === 'json' || typeof value === type
        ? []
        : [{ path: ['variants', name], message: `must be a ${type}` }],
    ),
    ...variantProblem(offVariant, ['offVariant']),
    ...prerequisiteProblems(flag, existing),
    ...targets.flatMap(({ variant, values, hashed }, at) => [
      ...variantProblem(variant, ['targets', at, 'variant']),
      ...checkHashed(values, hashed, ['targets', at, 'values']),
      ...(hashed === targets[0]?.hashed
        ? []
        : [{ path: ['targets', at, 'hashed'], message: 'must be that of the first target' }]),
    ]),
    ...rules.flatMap(({ conditions, serve }, at) => [
      ...checkConditions(conditions, ['rules', at, 'conditions'], existing),
      ...serveProblems(serve, ['rules', at, 'serve']),
    ]),
    ...serveProblems(fallthrough, ['fallthrough']),
  ]
}

function shareProblems(shares: readonly Share[], path: Path): Problem[] {
  const wrong = shares.findIndex(({ share }) => !Number.isInteger(share) || share < 0)
  if (wrong !== -1)
    return [{ path: [...path, wrong, 'share'], message: `must be a whole number, 0 … ${WHOLE}` }]
  const sum = shares.reduce((total, { share }) => total + share, 0)
  if (sum === WHOLE) return []
  return [{ path, message: `must add up to ${WHOLE} (100 %), not to ${sum}` }]
}

function prerequisiteProblems({ key, prerequisites }: Flag, existing: Existing): Problem[] {
  const needsOf = (flag: string) =>
    flag === key ? [] : (existing.flag(flag)?.prerequisites.map((needed) => needed.flag) ?? [])
  return prerequisites.flatMap(({ flag, variants }, at) => {
    const path = ['prerequisites', at]
    const needed = existing.flag(flag)
    const circle = circleFrom(key, (node) => (node === key ? [flag] : needsOf(node)))
    if (circle)
      return [{ path: [...path, 'flag'], message: `goes in a circle: ${circle.join(' → ')}` }]
    if (!needed) return [{ path: [...path, 'flag'], message: `flag "${flag}" does not exist` }]
    return variants.flatMap((variant, index) =>
      Object.hasOwn(needed.variants, variant)
        ? []
        : [
            {
              path: [...path, 'variants', index],
              message: `flag "${flag}" has no variant "${variant}"`,
            },
          ],
    )
  })
}
