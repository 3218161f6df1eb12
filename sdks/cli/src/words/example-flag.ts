import type { Configuration, Flag } from '../server/shapes.ts'

/** For tests: a boolean flag that is on for everybody, but for what is said. */
export function aConfiguration(given: Partial<Configuration> = {}): Configuration {
  return {
    on: true,
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'on' },
    version: 1,
    ...given,
  }
}

export function aFlag(given: Partial<Flag> = {}): Flag {
  return {
    key: 'new-checkout',
    name: 'New checkout',
    description: '',
    type: 'boolean',
    kind: 'release',
    variants: { on: true, off: false },
    tags: [],
    owner: null,
    clientSide: true,
    expectedEndDate: null,
    archivedAt: null,
    environments: { production: aConfiguration() },
    ...given,
  }
}

/** `shares('on', 25, 'off', 75)` */
export function shares(...pairs: (string | number)[]): Configuration['fallthrough'] {
  const all = pairs.flatMap((variant, at) =>
    typeof variant === 'string' ? [{ variant, share: Number(pairs[at + 1]) * 1_000 }] : [],
  )
  return { rollout: { shares: all } }
}
