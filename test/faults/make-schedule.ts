import { seededRandom } from '../support/seeded-random.ts'
import { type Blow, FAULTS, type Fault } from './faults.ts'
import { COLOURS, TOGGLES, USERS } from './flags.ts'

/** One change of the flags, by whichever server takes it. */
export type Write =
  | { readonly kind: 'configure'; readonly flag: string; readonly patch: object }
  | { readonly kind: 'segment'; readonly included: readonly string[] }
  | { readonly kind: 'create'; readonly flag: string }

export type Step = { readonly atMs: number } & (
  | { readonly do: 'write'; readonly write: Write; readonly replica: number }
  | { readonly do: 'copy-postgres' }
  | { readonly do: 'fault'; readonly fault: Fault; readonly blow: Blow }
)

export interface Schedule {
  readonly seed: number
  /** Whether some of the clients are pages in a browser. */
  readonly hasPages: boolean
  readonly steps: readonly Step[]
}

export const FAULTS_EACH = 4
export const LONG_OUTAGE_MS = 10_000
const WRITES = 20
const WINDOW_MS = 5_000
const DAY_MS = 86_400_000
/** The same for the same seed, a whole number from 0 on. */
export function makeSchedule(seed: number): Schedule {
  const random = seededRandom(seed)
  const between = (min: number, max: number) => Math.round(min + random() * (max - min))

  const faults = Array.from({ length: FAULTS_EACH }, (_, n): Step => {
    const turn = seed * FAULTS_EACH + n
    const fault = FAULTS[turn % FAULTS.length] ?? 'drop'
    // Every other time; else shorter.
    const isLong = fault === 'stop-postgres' && Math.floor(turn / FAULTS.length) % 2 === 0
    const blow: Blow = {
      forMs: isLong ? LONG_OUTAGE_MS : between(500, 4_000),
      replica: between(0, 1),
      clientProcess: between(0, 99),
      share: 0.2 + random() * 0.8,
      jumpMs: between(-DAY_MS, DAY_MS),
      seed: between(0, 1e9),
    }
    return { atMs: between(200, WINDOW_MS), do: 'fault', fault, blow }
  })
  const writes = Array.from({ length: WRITES }, (_, n): Step => {
    const write = makeWrite(n, between)
    return { atMs: between(0, WINDOW_MS + 1_000), do: 'write', write, replica: between(0, 1) }
  })
  const isRestored = faults.some((step) => step.do === 'fault' && step.fault === 'restore-postgres')
  const copy: Step[] = isRestored ? [{ atMs: 0, do: 'copy-postgres' }] : []
  const steps = [...copy, ...faults, ...writes].sort((a, b) => a.atMs - b.atMs)
  return { seed, hasPages: seed % 3 === 0, steps }
}

function makeWrite(n: number, between: (min: number, max: number) => number): Write {
  const user = USERS[between(0, USERS.length - 1)] ?? ''
  const share = between(0, 100) * 1_000
  if (n === 0) return { kind: 'create', flag: `extra-${between(0, 1e6)}` }
  if (n % 6 === 1) return { kind: 'segment', included: [user] }
  if (n % 6 === 2) {
    const [first, second] = COLOURS
    const shares = [
      { variant: first, share },
      { variant: second, share: 100_000 - share },
    ]
    return { kind: 'configure', flag: 'colour', patch: { fallthrough: { rollout: { shares } } } }
  }
  const flag = TOGGLES[between(0, TOGGLES.length - 1)] ?? ''
  const targets = [{ variant: 'on', values: [user] }]
  return { kind: 'configure', flag, patch: { on: between(0, 1) === 1, targets } }
}

/** In words, for the journal. */
export function describeStep(step: Step): string {
  if (step.do === 'copy-postgres') return 'Postgres is copied'
  if (step.do === 'write') return `write to server-${step.replica}: ${JSON.stringify(step.write)}`
  const { forMs, replica, clientProcess, share, jumpMs } = step.blow
  const percent = `${Math.round(share * 100)} %`
  return `${step.fault} (${forMs} ms, server-${replica}, clients-${clientProcess}, ${percent}, ${jumpMs} ms)`
}
