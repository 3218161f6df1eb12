import { type Flag, murmur3 } from '@bunting/evaluator'
import { booleanFlag } from './serve-flags.ts'

const RELEASE_ID = '6a0e8f0c-3b1d-4a55-9c40-7d1b2a9f0001'

/** A boolean flag whose release has brought it to half of everybody. */
export function releasedFlag(key: string, stretch = 0): Flag {
  const shares = [
    { variant: 'on', share: 50_000 },
    { variant: 'off', share: 50_000 },
  ]
  return {
    ...booleanFlag(key, []),
    fallthrough: { rollout: { shares } },
    release: {
      id: RELEASE_ID,
      stretch,
      rule: null,
      control: 'off',
      treatment: 'on',
      metrics: ['errors', 'slow', 'checkout_failed'],
      slowMs: 60_000,
    },
  }
}

/** Where somebody is in such a flag's rollout. */
export function positionIn(key: string, user: string): number {
  return murmur3(`${key}:${user}`)
}

/** Somebody in either arm. */
export function userIn(key: string, arm: 'control' | 'treatment'): string {
  for (let n = 0; ; n++) {
    const user = `user-${n}`
    if (positionIn(key, user) < 2 ** 31 === (arm === 'treatment')) return user
  }
}
