import type { Bench } from './bench.ts'
import { resultsFor } from './bench.ts'
import { type MeasuringProcess, startMeasuring } from './measuring-process.ts'
import type { Measurement, Order } from './run-overhead/measurement.ts'
import { SCENARIOS } from './run-overhead/scenarios.ts'
import { median } from './statistics.ts'

const SCRIPT = new URL('./run-overhead/subject-process.ts', import.meta.url)

/** One after the other: what V8 makes of a program differs from start to start. */
const PROCESSES = 3

/**
 * What `featureFlags.run(flag, context, { on, off })` of the Node SDK costs beside calling the function:
 * processor time and bytes allocated for a call, on a flag without a release, on one whose release is
 * guarded by errors and latency, and the same with functions that return a promise.
 *
 * `--rounds` in all (default 24)
 */
export const run: Bench = async ({ count, progress }) => {
  const rounds = Math.ceil(count('rounds', 24) / PROCESSES)
  const times: Measurement[] = []
  const bytes: Measurement[] = []
  for (let pass = 1; pass <= PROCESSES; pass++) {
    progress(`pass ${pass} of ${PROCESSES}: warms up`)
    await using process: MeasuringProcess<{ order: Order }, Measurement[]> = startMeasuring(
      SCRIPT,
      [],
    )
    await process.ask({ order: 'warm-up' })
    for (let round = 1; round <= rounds; round++) {
      progress(`pass ${pass} of ${PROCESSES}: round ${round} of ${rounds}`)
      times.push(...(await process.ask({ order: 'time' })))
    }
    bytes.push(...(await process.ask({ order: 'bytes' })))
  }
  return Object.keys(SCENARIOS).flatMap((scenario) => {
    const of = (all: readonly Measurement[], pick: (one: Measurement) => number) =>
      median(all.filter((one) => one.scenario === scenario).map(pick))
    const bunting = resultsFor(scenario, 'bunting')
    const bare = resultsFor(scenario, 'bare')
    return [
      bunting(
        'ns',
        of(times, ({ run }) => run),
        'ns',
      ),
      bunting(
        'overheadNs',
        of(times, ({ run, bare }) => run - bare),
        'ns',
      ),
      bunting(
        'bytes',
        of(bytes, ({ run }) => run),
        'bytes',
      ),
      bare(
        'ns',
        of(times, ({ bare }) => bare),
        'ns',
      ),
      bare('overheadNs', 0, 'ns'),
      bare(
        'bytes',
        of(bytes, ({ bare }) => bare),
        'bytes',
      ),
    ]
  })
}
