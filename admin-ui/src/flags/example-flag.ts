import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'

/** A flag for tests: off everywhere but where the test says otherwise. */
export function aFlag(parts: Partial<FlagView>): FlagView {
  return {
    key: 'new-checkout',
    name: '',
    description: '',
    type: 'boolean',
    kind: 'release',
    variants: { on: true, off: false },
    tags: [],
    owner: null,
    clientSide: true,
    version: 1,
    expectedEndDate: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    archivedAt: null,
    environments: {},
    ...parts,
  }
}

export function aConfiguration(parts: Partial<FlagConfigurationView>): FlagConfigurationView {
  return {
    on: false,
    offVariant: 'off',
    prerequisites: [],
    targets: [],
    rules: [],
    fallthrough: { variant: 'on' },
    salt: 'salt',
    version: 1,
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...parts,
  }
}
