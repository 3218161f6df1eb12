import type { Condition, Flag, Rule, Segment, Serve } from '../ruleset.ts'

/** A boolean flag that is on and says so to everybody, but for what is given. */
export function booleanFlag(given: Partial<Flag> = {}): Flag {
  const key = given.key ?? 'flag'
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

/** A flag that is on for whom the conditions hold. */
export function flagWhere(conditions: readonly Condition[], given: Partial<Flag> = {}): Flag {
  const rules = [ruleWhere(conditions, { variant: 'on' })]
  return booleanFlag({ fallthrough: { variant: 'off' }, rules, ...given })
}

export function ruleWhere(conditions: readonly Condition[], serve: Serve, id = 'rule'): Rule {
  return { id, conditions, serve }
}

/** On for this share (in 1/1000 of a percent), off for the rest. */
export function onFor(share: number, more: { salt?: string; bucketBy?: string } = {}): Serve {
  const shares = [
    { variant: 'on', share },
    { variant: 'off', share: 100_000 - share },
  ]
  return { rollout: { ...more, shares } }
}

export function segmentOf(given: Partial<Segment> = {}): Segment {
  return { key: 'segment', included: [], excluded: [], conditions: [], ...given }
}
