import type { Condition, Flag, Segment, Serve } from '@bunting/evaluator'

/** A boolean flag that is on and serves `on`, but for what is given. */
export function booleanFlag(key: string, given: Partial<Flag> = {}): Flag {
  return {
    key,
    type: 'boolean',
    variants: { on: true, off: false },
    on: true,
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'on' },
    salt: `${key}.salt`,
    ...given,
  }
}

/** Off, but on where the conditions hold. */
export function flagWhere(key: string, ...conditions: Condition[]): Flag {
  return booleanFlag(key, {
    fallthrough: { variant: 'off' },
    rules: [{ id: 'rule', conditions, serve: { variant: 'on' } }],
  })
}

/** The first variant for this share (in 1/1000 of a percent), the second for the rest. */
export function share(first: number, more: { bucketBy?: string; salt?: string } = {}): Serve {
  const shares = [
    { variant: 'on', share: first },
    { variant: 'off', share: 100_000 - first },
  ]
  return { rollout: { ...more, shares } }
}

export function segment(key: string, given: Partial<Segment> = {}): Segment {
  return { key, included: [], excluded: [], conditions: [], ...given }
}
