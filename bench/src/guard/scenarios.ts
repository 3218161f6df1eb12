import {
  type ComparisonGuard,
  type Plan,
  shareInForce,
} from '@bunting/flag-server/releases/plan.ts'
import {
  DEFAULT_ALPHA,
  DEFAULT_PAST_LONGEST_BAKE,
  defaultStages,
} from '@bunting/flag-server/releases/strategies.ts'
import { passersBy } from './passers-by.ts'
import type { Random } from './random.ts'
import { type Crowd, regulars } from './regulars.ts'
import type { World } from './run-release.ts'
import type { Traffic } from './traffic.ts'

export interface Scenario {
  readonly name: string
  /** null: the release is fine. regression: it must roll back. sample-ratio: it must be held. */
  readonly kind: 'null' | 'regression' | 'sample-ratio'
  readonly plan: Plan
  readonly world: (random: Random) => World
}

const BASE_RATE = 0.01
const UNITS_PER_MINUTE = 2_000

/** 50,000 users with 2,000 visits a minute, of which eighty make 800 and fail three times as often. */
const CROWDS: readonly Crowd[] = [
  { size: 47_000, visitsPerMinute: 0.012, proneness: 0.7 },
  { size: 2_920, visitsPerMinute: 0.2, proneness: 1 },
  { size: 80, visitsPerMinute: 10, proneness: 3 },
]

const SHARES = defaultStages('canary').map((stage) => shareInForce(stage) / 100_000)

export const SCENARIOS: readonly Scenario[] = [
  scenario('null-flat', {}),
  scenario('null-falling', { rate: (minute) => between(0.03, 0.005, minute / 240) }),
  scenario('null-rising', { rate: (minute) => between(0.005, 0.03, minute / 240) }),
  scenario('null-incident', { rate: incidents, ceiling: 0.03 }),
  scenario('null-heavy-users', { traffic: (random) => regulars(CROWDS, SHARES, random) }),
  scenario('null-better', { ratio: () => 0.5, rate: () => 0.05, traffic: few }),
  scenario('null-low-traffic', { unitsPerMinute: 20 }),
  scenario('null-eight-guards', { guards: 8 }),
  scenario('x1.5', { kind: 'regression', ratio: () => 1.5 }),
  scenario('x2', { kind: 'regression', ratio: () => 2 }),
  scenario('x5', { kind: 'regression', ratio: () => 5 }),
  scenario('x10', { kind: 'regression', ratio: () => 10 }),
  scenario('late-x2', { kind: 'regression', ratio: (share) => (share < 0.25 ? 1 : 2) }),
  scenario('late-x5', { kind: 'regression', ratio: (share) => (share < 0.25 ? 1 : 5) }),
  scenario('last-x5', { kind: 'regression', ratio: (share) => (share < 0.99 ? 1 : 5) }),
  scenario('srm-5', { kind: 'sample-ratio', lost: 0.05 }),
  scenario('srm-10', { kind: 'sample-ratio', lost: 0.1 }),
  scenario('srm-20', { kind: 'sample-ratio', lost: 0.2 }),
]

/** Most of whom fail once while the release runs, in the treatment later than in the control. */
function few(random: Random): Traffic {
  return regulars([{ size: 20_000, visitsPerMinute: 0.2, proneness: 1 }], SHARES, random)
}

interface Particulars {
  readonly kind?: Scenario['kind']
  readonly rate?: World['rate']
  readonly ratio?: World['ratio']
  readonly ceiling?: number
  readonly guards?: number
  readonly unitsPerMinute?: number
  readonly lost?: number
  readonly traffic?: (random: Random) => Traffic
}

/** The default canary at 1 % and 2,000 units a minute, but for what is said. */
function scenario(name: string, particulars: Particulars): Scenario {
  const { kind = 'null', rate = () => BASE_RATE, ratio = () => 1 } = particulars
  const { guards = 1, unitsPerMinute = UNITS_PER_MINUTE, lost = 0 } = particulars
  const passing = (random: Random) => passersBy({ unitsPerMinute, guards, lost }, random)
  const { traffic = passing } = particulars
  return {
    name,
    kind,
    plan: canary(guards, particulars.ceiling ?? null),
    world: (random) => ({
      traffic: traffic(random),
      rate,
      ratio,
      isWrong: (share) => lost > 0 || ratio(share) > 1,
    }),
  }
}

function canary(guards: number, ceiling: number | null): Plan {
  return {
    strategy: 'canary',
    control: 'off',
    treatment: 'on',
    stages: defaultStages('canary'),
    guards: Array.from({ length: guards }, (_, at) => guard(`errors-${at}`, ceiling)),
    alpha: DEFAULT_ALPHA,
    pastLongestBake: DEFAULT_PAST_LONGEST_BAKE,
  }
}

function guard(id: string, ceiling: number | null): ComparisonGuard {
  return { id, kind: 'errors', windowMs: 300_000, toleratedRatio: 1, ceiling }
}

function between(from: number, to: number, part: number): number {
  return from + (to - from) * Math.min(1, part)
}

/** Five times as many for a quarter of an hour in every hour and a half, in both arms. */
function incidents(minute: number): number {
  return minute % 90 >= 75 ? 5 * BASE_RATE : BASE_RATE
}
