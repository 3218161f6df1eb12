import type { Companion } from '@bunting/client'
import type { Exposures } from '@bunting/evaluator'

/** What can be seen of releases before the code that reports it is loaded. */
export interface HeldEvidence {
  /** For the ruleset. */
  readonly exposures: Exposures
  /** Holds what is tracked; another one that knows what to do with it comes later. */
  readonly companion: Companion
  /** That one has come: it is told everything, and so is whoever remembers exposures. */
  release(exposures: Exposures): void
}

const KEPT = 1_000

export function holdEvidence(): HeldEvidence {
  const held: (() => void)[] = []
  let real: Exposures | undefined

  function hold(tell: () => void): void {
    if (real) tell()
    else if (held.length < KEPT) held.push(tell)
  }

  return {
    exposures: {
      watch(...rollout) {
        let watch: ReturnType<Exposures['watch']> | undefined
        return {
          saw: (position, arm) =>
            hold(() => {
              watch ??= real?.watch(...rollout)
              watch?.saw(position, arm)
            }),
        }
      },
      during: (flag, ask, isQuiet) =>
        real ? real.during(flag, ask, isQuiet) : { answer: ask(), met: undefined },
      drain: (anew) => real?.drain(anew) ?? [],
      dropped: () => real?.dropped() ?? 0,
    },
    companion: (_, client) => ({
      track: (...report) => hold(() => client.track(...report)),
      reportRun: (...report) => hold(() => client.reportRun(...report)),
    }),
    release(exposures) {
      real = exposures
      for (const tell of held.splice(0)) tell()
    },
  }
}
