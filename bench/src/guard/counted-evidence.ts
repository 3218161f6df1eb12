import {
  type BadAgain,
  type Evidence,
  LONGEST_STRETCH_MS,
  type PerArm,
} from '@bunting/flag-server/releases/evidence.ts'
import type { Guard } from '@bunting/flag-server/releases/plan.ts'
import type { Arrivals } from './traffic.ts'

const WELL = {
  controlVariantExists: true,
  silentGuards: [],
  builds: [],
  otherReleases: [],
  approved: null,
}

type Counts = { -readonly [Arm in keyof PerArm]: number }

interface Counted {
  readonly share: number
  readonly since: number
  readonly firstExposures: Counts
  readonly units: Counts
  readonly inBothArms: number
}

/** Keeps the counts a server would keep in tables. */
export interface CountedEvidence {
  /** Number of the stretch to which what comes next belongs. */
  readonly begin: (share: number, now: number) => number
  readonly beginStage: () => void
  readonly add: (arrivals: Arrivals, now: number) => void
  readonly read: (now: number) => Evidence
}

export function countedEvidence(guards: readonly Guard[]): CountedEvidence {
  const stretches: Counted[] = []
  const bad = guards.map((): Counts[] => [])
  const again = new Map<string, BadAgain & Counts>()
  const recent: { arrivals: Arrivals; at: number }[] = []
  const windowMs = Math.max(...guards.map((guard) => guard.windowMs))
  let treatedInStage = 0
  let lastReportAt: number | null = null

  return {
    begin: (share, now) => {
      const last = stretches.at(-1)
      if (last?.share === share && now - last.since < LONGEST_STRETCH_MS)
        return stretches.length - 1
      const none = () => ({ control: 0, treatment: 0 })
      stretches.push({ share, since: now, firstExposures: none(), units: none(), inBothArms: 0 })
      for (const counts of bad) counts.push(none())
      return stretches.length - 1
    },
    beginStage: () => {
      treatedInStage = 0
    },
    add: (arrivals, now) => {
      const { firstExposures, units } = arrivals
      const stretch = stretches.at(-1)
      if (stretch) addTo(stretch.firstExposures, firstExposures)
      if (stretch) addTo(stretch.units, units)
      for (const [at, counts] of bad.entries()) {
        const [last, more] = [counts.at(-1), arrivals.bad[at]]
        if (last && more) addTo(last, more)
      }
      for (const more of arrivals.again) {
        if (more.control + more.treatment === 0) continue
        const key = `${more.stretch} ${more.previous}`
        const counts = again.get(key)
        if (counts) addTo(counts, more)
        else again.set(key, { ...more })
      }
      treatedInStage += units.treatment
      if (units.control + units.treatment > 0) lastReportAt = now
      recent.push({ arrivals, at: now })
      while (recent[0] && recent[0].at <= now - windowMs) recent.shift()
    },
    read: (now) => ({
      at: now,
      flagIsOn: true,
      stretches,
      treatedInStage,
      ratioFrom: 0,
      preflight: WELL,
      guards: Object.fromEntries(
        guards.map((guard, at) => [
          guard.id,
          {
            kind: 'comparison',
            countFrom: 0,
            lastReportAt,
            bad: bad[at] ?? [],
            again: [...again.values()],
            recent: { control: rate('control', at), treatment: rate('treatment', at) },
          },
        ]),
      ),
    }),
  }

  function rate(arm: keyof PerArm, guard: number) {
    const sum = (of: (arrivals: Arrivals) => number) =>
      recent.reduce((total, { arrivals }) => total + of(arrivals), 0)
    return {
      units: sum((arrivals) => arrivals.units[arm]),
      bad: sum((arrivals) => arrivals.bad[guard]?.[arm] ?? 0),
    }
  }
}

function addTo(counts: Counts, more: PerArm): void {
  counts.control += more.control
  counts.treatment += more.treatment
}
