import type { RunningRelease } from './ruleset.ts'

export type Arm = 'control' | 'treatment'

/** Somebody whom an evaluation brought to the rollout of its flag's release. */
export interface Exposure {
  readonly release: RunningRelease
  readonly arm: Arm
  /** Position in the rollout, 0 … 2^32 − 1. */
  readonly unit: number
}

/** Who was served an arm, each once. */
export interface ExposedUnits {
  readonly release: string
  readonly stretch: number
  readonly arm: Arm
  readonly units: readonly number[]
}

/** Whom rollouts of running releases have served. Positions alone: whose they are, nobody can tell. */
export interface Exposures {
  /** For compiling: what the rollout tells of whom it serves. */
  watch(flag: string, release: RunningRelease, variants: readonly string[]): Watch
  /**
   * Lets `ask` evaluate the flag, and says whom its release met by that; undefined when it did not come
   * to the rollout of the release.
   *
   * @param isQuiet nobody is remembered for that
   */
  during<T>(flag: string, ask: () => T, isQuiet?: boolean): Met<T>
  /**
   * Those met since the last call, of stretches that have ended too.
   *
   * @param anew whether all of them are told again, when they are met again
   */
  drain(anew?: boolean): ExposedUnits[]
  /** How often somebody was served an arm and could not be remembered. */
  dropped(): number
}

export interface Met<T> {
  readonly answer: T
  readonly met: Exposure | undefined
}

export interface Watch {
  /**
   * @param position in the rollout, less 2^31
   * @param arm index of the share
   */
  saw(position: number, arm: number): void
}

/** Of one stretch of one release. Positions are less 2^31: signed 32-bit numbers are never allocated. */
interface Seen {
  readonly release: string
  readonly stretch: number
  /** What `all` holds is of this window. */
  window: number
  readonly all: readonly [control: Set<number>, treatment: Set<number>]
  /** Not told yet. */
  fresh: readonly [control: number[], treatment: number[]]
}

/** In a release, until all are told anew. */
const UNITS_KEPT = 10_000

/** Stretches nobody drains. */
const STRETCHES_KEPT = 20

export function createExposures(): Exposures {
  /** By release, so that compiling the flag anew forgets nobody. */
  const known = new Map<string, Seen>()
  let untold: Seen[] = []
  let window = 0
  let dropped = 0
  let quiet = false
  let met: Exposure | undefined
  let metFlag: string | undefined

  function seenOf({ id, stretch }: RunningRelease): Seen {
    let seen = known.get(id)
    if (seen?.stretch !== stretch) {
      seen = { release: id, stretch, window, all: [new Set(), new Set()], fresh: [[], []] }
      known.set(id, seen)
    }
    return seen
  }

  function remember(seen: Seen, position: number, arm: 0 | 1): void {
    const { all, fresh } = seen
    if (seen.window !== window) {
      for (const units of all) units.clear()
      seen.window = window
    }
    if (all[arm].has(position)) return
    if (all[0].size + all[1].size >= UNITS_KEPT) {
      dropped += 1
      return
    }
    all[arm].add(position)
    if (fresh[0].length + fresh[1].length === 0 && untold.push(seen) > STRETCHES_KEPT) {
      untold.shift()
    }
    fresh[arm].push(position)
  }

  return {
    watch(flag, release, variants) {
      const seen = seenOf(release)
      const arms = variants.map((variant) => [release.control, release.treatment].indexOf(variant))
      return {
        saw(position, share) {
          const arm = arms[share]
          if (arm !== 0 && arm !== 1) return
          if (metFlag === flag) {
            met = { release, arm: arm === 0 ? 'control' : 'treatment', unit: unitAt(position) }
          }
          if (!quiet) remember(seen, position, arm)
        },
      }
    },
    during(flag, ask, isQuiet = false) {
      const outer = { quiet, met, metFlag }
      quiet = isQuiet
      met = undefined
      metFlag = flag
      try {
        const answer = ask()
        return { answer, met }
      } finally {
        // A getter in a context may evaluate flags, too.
        ;({ quiet, met, metFlag } = outer)
      }
    },
    drain(anew = false) {
      const told = untold.flatMap(({ release, stretch, fresh }) => {
        const [control, treatment] = fresh
        return [
          { release, stretch, arm: 'control' as const, units: control.map(unitAt) },
          { release, stretch, arm: 'treatment' as const, units: treatment.map(unitAt) },
        ].filter(({ units }) => units.length > 0)
      })
      for (const seen of untold) seen.fresh = [[], []]
      untold = []
      if (anew) {
        // Of those that met nobody there is nothing to remember.
        for (const [id, seen] of known) if (seen.window !== window) known.delete(id)
        window += 1
      }
      return told
    },
    dropped: () => dropped,
  }
}

function unitAt(position: number): number {
  return (position ^ 0x80000000) >>> 0
}
