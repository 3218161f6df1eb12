import {
  type CompiledRuleset,
  hasRelease,
  isFlagNode,
  type RunningRelease,
} from '@bunting/evaluator'

export interface ReleasedFlag {
  readonly flag: string
  readonly release: RunningRelease
}

/** The releases that run on the flags in force. */
export interface RunningReleases {
  /** On this flag. */
  on(flag: string): RunningRelease | undefined
  /** Those this metric is a guard of. */
  guardedBy(metric: string): readonly ReleasedFlag[]
  all(): readonly ReleasedFlag[]
  /** Reads the lines of these flags again. Default: of all. */
  update(flags?: Iterable<string>): void
}

export function createRunningReleases({ lines }: CompiledRuleset): RunningReleases {
  const running = new Map<string, RunningRelease>()
  let byMetric = new Map<string, ReleasedFlag[]>()

  return {
    on: (flag) => running.get(flag),
    guardedBy: (metric) => byMetric.get(metric) ?? [],
    all: () => [...running].map(([flag, release]) => ({ flag, release })),
    update(flags = [...lines.keys(), ...running.keys()].filter(isFlagNode)) {
      for (const flag of flags) {
        const release = releaseIn(flag, lines.get(flag))
        if (release) running.set(flag, release)
        else running.delete(flag)
      }
      byMetric = new Map()
      for (const [flag, release] of running) {
        for (const metric of new Set(release.metrics)) {
          byMetric.set(metric, [...(byMetric.get(metric) ?? []), { flag, release }])
        }
      }
    },
  }
}

/** Undefined too for a line that cannot be read: its flag answers an error to everybody. */
function releaseIn(flag: string, line: string | undefined): RunningRelease | undefined {
  if (line === undefined || !hasRelease(line, flag)) return undefined
  try {
    const { on, release } = JSON.parse(line)
    return on === true && Array.isArray(release?.metrics) ? release : undefined
  } catch {
    return undefined
  }
}
