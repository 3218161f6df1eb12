import fc, { type Arbitrary } from 'fast-check'
import { PERSON } from './actors.ts'
import type { Known } from './known.ts'

const SHARES = fc.integer({ min: 0, max: 100_000 }).map((share) => [
  { variant: 'on', share },
  { variant: 'off', share: 100_000 - share },
])

/** Most flags are boolean here, so that one's configuration fits another. */
const VARIANT = fc.constantFrom('on', 'on', 'on', 'off', 'off', 'blue')
const ENVIRONMENT = fc.constantFrom('production', 'production', 'development', 'staging')
const SOON = fc
  .integer({ min: 60_000, max: 600_000_000 })
  .map((ms) => new Date(Date.now() + ms).toISOString())

/**
 * What the schema of a property cannot say, and without which nearly every request would be refused:
 * shares that add up, variants that a flag has, a password that is somebody's.
 */
export const HINTS: Readonly<Record<string, Arbitrary<unknown>>> = {
  shares: SHARES,
  variant: VARIANT,
  offVariant: VARIANT,
  email: fc.constantFrom(PERSON.email, 'guest@fuzz.example', 'new@fuzz.example'),
  password: fc.constant(PERSON.password),
  newPassword: fc.constant(PERSON.password),
  currentPassword: fc.constant(PERSON.password),
  attribute: fc.constantFrom('targetingKey', 'country', 'plan', 'age', 'signedUpAt', 'a.b'),
  bucketBy: fc.constantFrom('targetingKey', 'country'),
  environment: ENVIRONMENT,
  copyFrom: ENVIRONMENT,
  from: ENVIRONMENT,
  left: ENVIRONMENT,
  right: ENVIRONMENT,
  project: fc.constant('default'),
  role: fc.constantFrom('viewer', 'editor', 'releaser', 'administrator'),
  // Both would keep the person out whose session this uses.
  disabled: fc.constant(false),
  administrator: fc.constant(true),
  approval: fc.constantFrom(...Array<string>(12).fill('none'), 'exposure', 'all'),
  commentRequired: fc.constantFrom(false, false, false, true),
  applyAt: SOON,
  notLaterThan: SOON,
  query: fc.constant('sum(rate(errors[1m]))'),
  // What takes flags away comes often enough without.
  act: fc.constantFrom(
    { type: 'add-tags', tags: ['later'] },
    { type: 'set-owner', owner: 'Ana' },
    { type: 'switch', environment: 'development', on: true },
  ),
}

/** The same of headers. */
export function headerHints(known: Known): Readonly<Record<string, Arbitrary<unknown>>> {
  const etag = known.draw(['etag'])
  return {
    'if-none-match': fc.oneof(
      { weight: 4, arbitrary: etag },
      { weight: 1, arbitrary: fc.constantFrom('*', '"a.1.2"', 'W/"a.1.2", "b"', 'a', '') },
    ),
  }
}

/** In a query everything is text: what a word must be is in no schema. */
export const QUERY_HINTS: Readonly<Record<string, Arbitrary<unknown>>> = {
  ...Object.fromEntries(
    ['records', 'movedOnly', 'behind', 'archived', 'force', 'mine', 'waitingForMe'].map((name) => [
      name,
      fc.constantFrom('true', 'false'),
    ]),
  ),
  at: fc.integer({ min: 0, max: 5_000 }).map((ms) => new Date(Date.now() - ms).toISOString()),
  format: fc.constantFrom('csv', 'ndjson'),
}

const RECENTLY = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }).map((ms) => ({ at: new Date(Date.now() - ms).toISOString() })),
  fc.integer({ min: 1, max: 12 }).map((revision) => ({ revision })),
)
const PATCH = fc.constantFrom(
  { on: true },
  { on: false },
  { on: true, fallthrough: { variant: 'on' } },
  { fallthrough: { rollout: { shares: [{ variant: 'on', share: 100_000 }] } } },
)

/** Whole bodies, for operations whose fields depend on each other. By the end of the operation's name. */
export function recipes(known: Known): readonly (readonly [RegExp, Arbitrary<unknown>])[] {
  const flag = known.draw(['flag.key'])
  const operation = fc.oneof(
    fc.record({
      type: fc.constant('configure-flag'),
      environment: ENVIRONMENT,
      flag,
      patch: PATCH,
    }),
    fc.record({ type: fc.constant('reshuffle-flag'), environment: ENVIRONMENT, flag }),
    fc.record({
      type: fc.constant('configure-segment'),
      environment: ENVIRONMENT,
      segment: known.draw(['segment.key']),
      patch: fc.array(fc.string(), { maxLength: 3 }).map((included) => ({ included })),
    }),
  )
  const release = fc.record(
    {
      strategy: fc.constantFrom('canary', 'rolling', 'blue-green'),
      guards: fc.constantFrom([], [{ kind: 'errors' }], [{ kind: 'latency' }]),
      start: fc.boolean(),
    },
    { requiredKeys: ['strategy', 'guards'] },
  )
  return [
    [/^POST .*\{(key|environment)\}\/restore$/, RECENTLY],
    [/^POST .*\/copy$/, fc.record({ from: ENVIRONMENT })],
    [/^POST .*\/revert$/, fc.constant(undefined)],
    [/^POST .*\/flags\/\{flag\}\/releases$/, release],
    [/^POST .*\/change-requests$/, fc.record({ operation })],
    [/^POST .*\/assessment$/, fc.record({ operation })],
    [/^POST .*\/approvals$/, fc.constant({ edition: 1 })],
    [/^POST .*\/(apply|update)$/, fc.constant(undefined)],
    [/^(PATCH|POST) .*\/environments\/\{environment\}\/flags\/\{flag\}(\/preview)?$/, PATCH],
    [
      /^PUT .*\/environments-order$/,
      known.draw(['environments']).map((environments) => ({ environments })),
    ],
    [/^PATCH .*\/roles\/\{role\}$/, fc.string({ minLength: 1 }).map((name) => ({ name }))],
    [/^PATCH .*\/releases\/\{id\}$/, fc.constant({ guards: [{ kind: 'errors' }] })],
  ]
}
