import type { EvaluationContext } from '../decision.ts'
import type {
  Condition,
  Flag,
  Operator,
  Rule,
  Ruleset,
  Segment,
  Serve,
  ValueType,
} from '../ruleset.ts'
import type { Random } from './random.ts'

/**
 * Rulesets and contexts out of few values, so that much matches. Flags need earlier flags, and now
 * and then a later one, which may make a circle; segments likewise. Some lines are broken.
 */
export function randomRuleset(random: Random): Ruleset {
  const flagKeys = random.times(1 + random.below(6), (index) => `flag-${index}`)
  const segmentKeys = random.times(random.below(4), (index) => `segment-${index}`)
  return {
    flags: flagKeys.map((key, index) => randomFlag(random, key, index, flagKeys, segmentKeys)),
    segments: segmentKeys.map((key, index) => randomSegment(random, key, index, segmentKeys)),
  }
}

const UNITS = ['ada', 'bob', 'eve', '7', 'ünï', '😀', '']
const NUMBERS = [-1, 0, 1.5, 7, 1_700_000_000_000]
const TEXTS = ['', 'pro', 'PRO', 'free', 'straße', 'a.b']
const VERSIONS = ['1.0.0', '1.0.0-rc.1', '2.10.0', '2.9.9+b', '1.0']
const INSTANTS = ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00+02:00', '2023-02-29T00:00:00Z']
const ADDRESSES = ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8::1', '300.1.1.1']
const ATTRIBUTES = [
  'targetingKey',
  'plan',
  'n',
  'version',
  'at',
  'ip',
  'company.id',
  'tags',
  'toString',
]

const VALUES: Readonly<Record<Operator, readonly (string | number | boolean)[]>> = {
  in: [...TEXTS, ...NUMBERS, true, false],
  equals: [...TEXTS, ...NUMBERS, true, false],
  contains: TEXTS,
  startsWith: TEXTS,
  endsWith: TEXTS,
  matches: ['^p', 'r?o', '\\d', '^$'],
  lessThan: NUMBERS,
  lessThanOrEqual: NUMBERS,
  greaterThan: NUMBERS,
  greaterThanOrEqual: NUMBERS,
  before: [...INSTANTS.slice(0, 2), 1_700_000_000_000],
  after: [...INSTANTS.slice(0, 2), 1_700_000_000_000],
  semverEqual: VERSIONS.slice(0, 4),
  semverLessThan: VERSIONS.slice(0, 4),
  semverLessThanOrEqual: VERSIONS.slice(0, 4),
  semverGreaterThan: VERSIONS.slice(0, 4),
  semverGreaterThanOrEqual: VERSIONS.slice(0, 4),
  inSegment: [],
  inCidr: ['10.0.0.0/8', '2001:db8::/32', '0.0.0.0/0', '::1'],
  exists: [],
}
const OPERATORS = Object.keys(VALUES) as Operator[]

/** Where values of an operator are likely to be found. */
function attributeFor(random: Random, operator: Operator): string {
  if (random.chance(0.3)) return random.pick(ATTRIBUTES)
  if (operator.startsWith('semver')) return 'version'
  if (operator.endsWith('Equal') || operator.endsWith('Than')) return 'n'
  if (operator === 'before' || operator === 'after') return 'at'
  if (operator === 'inCidr') return 'ip'
  if (operator === 'inSegment') return 'targetingKey'
  return random.pick(['plan', 'tags', 'company.id'])
}

function randomCondition(random: Random, segmentKeys: readonly string[]): Condition {
  const drawn = random.chance(0.35)
    ? random.pick(['in', 'equals'] as const)
    : random.pick(OPERATORS)
  const operator = drawn === 'inSegment' && segmentKeys.length === 0 ? 'in' : drawn
  const values = operator === 'inSegment' ? segmentKeys : VALUES[operator]
  const attribute = attributeFor(random, operator)
  return {
    attribute,
    operator,
    values:
      operator === 'exists' ? [] : random.times(1 + random.below(3), () => random.pick(values)),
    ...(random.chance(0.25) && { negate: true }),
    ...(random.chance(0.2) && { ignoreCase: true }),
  }
}

function randomServe(random: Random, variants: readonly string[]): Serve {
  if (random.chance(0.5)) return { variant: random.pick(variants) }
  let rest = 100_000
  const shares = random.times(1 + random.below(3), () => {
    const share = random.chance(0.2) ? 0 : random.below(rest + 1)
    rest -= share
    return { variant: random.pick(variants), share }
  })
  const bucketBy = random.pick([undefined, undefined, 'company.id', 'n'])
  return {
    rollout: {
      ...(bucketBy && { bucketBy }),
      ...(random.chance(0.2) && { salt: random.pick(['salt', 'sälz']) }),
      shares: [...shares, { variant: random.pick(variants), share: rest }],
    },
  }
}

const VARIANTS: Readonly<Record<ValueType, Flag['variants']>> = {
  boolean: { on: true, off: false },
  string: { on: 'yes', off: 'no', '': '' },
  number: { on: 1, off: 0, toString: -1 },
  json: { on: { deep: [{}, null] }, off: null, list: [1] },
}

function randomFlag(
  random: Random,
  key: string,
  index: number,
  flagKeys: readonly string[],
  segmentKeys: readonly string[],
): Flag {
  const type = random.pick(['boolean', 'boolean', 'string', 'number', 'json'] as const)
  const variants = VARIANTS[type]
  const names = Object.keys(variants)
  const condition = () => randomCondition(random, segmentKeys)
  const rule = (place: number): Rule => ({
    id: `rule-${place}`,
    ...(random.chance(0.3) && { name: 'named' }),
    conditions: random.times(random.pick([0, 1, 1, 1, 2, 3]), condition),
    serve: randomServe(random, names),
  })
  const needed = random.chance(0.1) ? [...flagKeys, 'nowhere'] : flagKeys.slice(0, index)
  return {
    key,
    type,
    variants,
    on: random.chance(0.85),
    offVariant: random.chance(0.02) ? 'nowhere' : random.pick(names),
    prerequisites: random.times(needed.length > 0 ? random.pick([0, 0, 1, 2]) : 0, () => ({
      flag: random.pick(needed),
      variants: random.pick([['on'], ['off'], ['on', 'off'], []]),
    })),
    targets: random.times(random.pick([0, 0, 0, 1, 2]), () => ({
      variant: random.pick(names),
      values: random.times(random.below(3), () => random.pick(UNITS)),
    })),
    rules: random.times(random.below(5), rule),
    fallthrough: randomServe(random, names),
    salt: `${key}.salt`,
  }
}

function randomSegment(
  random: Random,
  key: string,
  index: number,
  segmentKeys: readonly string[],
): Segment {
  const nested = random.chance(0.1) ? segmentKeys : segmentKeys.slice(0, index)
  return {
    key,
    included: random.times(random.below(3), () => random.pick(UNITS)),
    excluded: random.times(random.below(2), () => random.pick(UNITS)),
    conditions: random.times(random.below(3), () => randomCondition(random, nested)),
  }
}

export function randomContext(random: Random): EvaluationContext {
  const context: Record<string, unknown> = {}
  const put = (name: string, values: readonly unknown[]) => {
    if (random.chance(0.75)) context[name] = random.pick(values)
  }
  put('targetingKey', [...UNITS, 7])
  put('plan', [...TEXTS, ...NUMBERS, true, null, ['pro', 7], [], [{}]])
  put('n', [...NUMBERS, '7', Number.NaN, Number.POSITIVE_INFINITY, -0, ['x', 7]])
  put('version', [...VERSIONS, 1, ['2.10.0', 'x']])
  put('at', [...INSTANTS, ...NUMBERS, 'now', [1]])
  put('ip', [...ADDRESSES, 10, ['x', '10.0.0.1']])
  put('company', [{ id: 'pro' }, { id: 7 }, { id: ['free', 'pro'] }, {}, 'pro', ['id'], null])
  if (random.chance(0.1)) context['company.id'] = random.pick(TEXTS)
  put('tags', [TEXTS, [], ['PRO'], [null], 'pro', new Set(TEXTS)])
  return context
}
