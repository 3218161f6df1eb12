import type { Condition, Flag, Serve } from '@bunting/evaluator'

export const COUNTRIES = ['AT', 'BE', 'CH', 'DE', 'DK', 'FI', 'FR', 'NL', 'NO', 'SE'] as const
export const PLAN = 'pro'
export const MIN_VERSION = '2.3.0'

/** A boolean flag that is on for everybody. Its salt is as long as a server's: 9 more than its key. */
export function plainFlag(key: string): Flag {
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
    salt: `${key}.q7Zk-2Xv`,
  }
}

/** On for a percentage of those in ten countries, on one plan, with a new enough version. */
export function targetedFlag(key: string, percent: number): Flag {
  const conditions: Condition[] = [
    { attribute: 'country', operator: 'in', values: COUNTRIES },
    { attribute: 'plan', operator: 'equals', values: [PLAN] },
    { attribute: 'appVersion', operator: 'semverGreaterThanOrEqual', values: [MIN_VERSION] },
  ]
  return {
    ...plainFlag(key),
    rules: [{ id: 'rule-1', conditions, serve: served(percent) }],
    fallthrough: served(0),
  }
}

/** `on` for a percentage. */
export function served(percent: number): Serve {
  if (percent % 100 === 0) return { variant: percent === 100 ? 'on' : 'off' }
  const on = percent * 1000
  const shares = [
    { variant: 'on', share: on },
    { variant: 'off', share: 100_000 - on },
  ]
  return { rollout: { shares } }
}
