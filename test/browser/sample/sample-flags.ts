import type { FlagConfigurationPatch, NewFlag } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { AdminApi } from '../../support/admin-api.ts'
import { must } from './must.ts'

const ENVIRONMENTS = ['development', 'staging', 'production'] as const

/** So many of 100 get `on`. */
const split = (percent: number) => ({
  rollout: {
    shares: [
      { variant: 'on', share: percent * 1_000 },
      { variant: 'off', share: 100_000 - percent * 1_000 },
    ],
  },
})

const everybody = { variant: 'on' }

const EU_PROS = {
  id: 'eu-pros',
  name: 'EU pros',
  conditions: [
    { attribute: 'country', operator: 'in' as const, values: ['DE', 'FR', 'IT'] },
    { attribute: 'plan', operator: 'equals' as const, values: ['pro'] },
  ],
}
const STAFF = {
  id: 'staff',
  name: 'Staff',
  conditions: [{ attribute: 'email', operator: 'endsWith' as const, values: ['@shop.example'] }],
  serve: everybody,
}

interface SampleFlag extends NewFlag {
  /** What each environment does; on, and nothing else, where it says nothing. */
  readonly in?: Partial<Record<(typeof ENVIRONMENTS)[number], FlagConfigurationPatch>>
}

const off = { on: false }

const FLAGS: readonly SampleFlag[] = [
  {
    key: 'new-checkout',
    type: 'boolean',
    name: 'New checkout',
    description:
      'One screen instead of three steps. **Ask before widening on a Friday.**\n\n- design: https://design.shop.example/checkout\n- dashboard: `checkout-conversion`',
    owner: 'ana',
    tags: ['checkout'],
    in: {
      staging: {
        on: true,
        rules: [STAFF, { ...EU_PROS, serve: everybody }],
        fallthrough: split(50),
      },
      production: {
        on: true,
        targets: [{ variant: 'on', values: ['ana', 'tom'] }],
        rules: [STAFF, { ...EU_PROS, serve: split(30) }],
        fallthrough: split(25),
        comment: 'A quarter of everybody else, after a quiet night',
      },
    },
  },
  {
    key: 'search-v2',
    type: 'boolean',
    name: 'Search by meaning',
    owner: 'tom',
    tags: ['search'],
    in: { staging: { on: true, fallthrough: split(50) }, production: off },
  },
  {
    key: 'payments-kill',
    type: 'boolean',
    kind: 'kill-switch',
    name: 'Take payments',
    owner: 'sre',
    tags: ['payments'],
  },
  {
    key: 'one-click-refund',
    type: 'boolean',
    name: 'Refund with one click',
    owner: 'tom',
    tags: ['payments'],
    in: { production: off },
  },
  {
    key: 'button-colour',
    type: 'string',
    kind: 'experiment',
    name: 'Colour of the button',
    variants: { calm: '#2b6cb0', loud: '#e53e3e', plain: '#4a5568' },
    owner: 'growth',
    tags: ['checkout'],
    in: {
      production: {
        on: true,
        fallthrough: {
          rollout: {
            shares: [
              { variant: 'calm', share: 40_000 },
              { variant: 'loud', share: 40_000 },
              { variant: 'plain', share: 20_000 },
            ],
          },
        },
      },
    },
  },
  {
    key: 'rate-limit',
    type: 'number',
    kind: 'operational',
    name: 'Requests a minute',
    owner: 'sre',
    clientSide: false,
    variants: { usual: 600, tight: 60 },
  },
  {
    key: 'delivery-options',
    type: 'json',
    kind: 'operational',
    name: 'Ways to deliver',
    owner: 'logistics',
    tags: ['checkout'],
    variants: {
      all: { pickup: true, couriers: ['north', 'south'] },
      none: { pickup: false, couriers: [] },
    },
  },
  {
    key: 'beta-programme',
    type: 'boolean',
    kind: 'permission',
    name: 'Beta programme',
    owner: 'ana',
    in: {
      production: {
        on: true,
        rules: [
          {
            id: 'beta',
            name: 'Beta testers',
            conditions: [
              { attribute: 'targetingKey', operator: 'inSegment', values: ['beta-testers'] },
            ],
            serve: everybody,
          },
        ],
        fallthrough: { variant: 'off' },
      },
    },
  },
  {
    key: 'dark-receipts',
    type: 'boolean',
    name: 'Receipts in the dark',
    tags: ['checkout'],
    in: { production: off },
  },
  {
    key: 'gift-cards',
    type: 'boolean',
    name: 'Gift cards',
    owner: 'growth',
    in: { production: { on: true, fallthrough: split(1) } },
  },
  {
    key: 'warehouse-sync',
    type: 'boolean',
    kind: 'operational',
    name: 'Sync with the warehouse',
    owner: 'logistics',
    clientSide: false,
  },
]

export async function makeFlags(admin: AdminApi): Promise<void> {
  for (const { in: configured, ...flag } of FLAGS) {
    await admin.createFlag(flag)
    for (const environment of ENVIRONMENTS) {
      const path = `/projects/default/environments/${environment}/flags/${flag.key}`
      await must(admin, 'PATCH', path, configured?.[environment] ?? { on: true })
    }
  }
}
