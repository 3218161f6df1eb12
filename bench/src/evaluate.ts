import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bench, type Result, resultsFor } from './bench.ts'
import type { Measurement, Order } from './evaluate/measurement.ts'
import { RULESET, SCENARIOS } from './evaluate/scenarios.ts'
import { type MeasuringProcess, startMeasuring } from './measuring-process.ts'
import { median } from './statistics.ts'
import { bunting } from './subjects/bunting.ts'
import { chosenSubjects, loadSubject } from './subjects/subjects.ts'

const SCRIPT = new URL('./evaluate/subject-process.ts', import.meta.url)

/** Of each subject, one after the other: what V8 makes of a program differs from start to start. */
const PROCESSES = 3

/** Of all processes of a subject. */
interface Measured {
  readonly name: string
  /** Where its configuration is. */
  readonly file: string
  readonly times: Measurement[]
  readonly bytes: Measurement[]
}

/**
 * What one boolean question costs: processor time and bytes allocated, beside the bare hash of a text
 * of 28 characters (the floor), for ours and for other SDKs on equivalent configurations, whose
 * answers are checked first.
 *
 * Each subject is alone in its process, since V8 optimises for all it has seen; each process measures
 * the floor too, next to each batch of its own, and is paired with that. Rounds go from process to
 * process, each beginning with another; only one works at a time.
 *
 * `--rounds` in all (default 24), `--subjects a,b`
 */
export const run: Bench = async ({ count, option, progress }) => {
  const rounds = Math.ceil(count('rounds', 24) / PROCESSES)
  const folder = await mkdtemp(join(tmpdir(), 'bunting-bench-'))
  try {
    const all: Measured[] = []
    for (const name of chosenSubjects(option('subjects'))) {
      progress(`${name}: checking its answers`)
      // Written in this process: the measured one does nothing that an application would not do.
      const file = join(folder, `${all.length}.json`)
      await writeFile(file, (await loadSubject(name, bunting)).write(RULESET))
      const measured = { name, file, times: [], bytes: [] }
      await using process = startProcess(measured)
      await process.ask({ order: 'check' })
      all.push(measured)
    }
    for (let time = 0; time < PROCESSES; time++) {
      await measureAll(all, rounds, (text) => progress(`pass ${time + 1} of ${PROCESSES}: ${text}`))
    }
    return Object.keys(SCENARIOS).flatMap((scenario) => [
      ...all.flatMap((measured) => resultsOf(scenario, measured)),
      ...floorResults(scenario, all),
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
}

type SubjectProcess = MeasuringProcess<{ order: Order }, Measurement[]>

function startProcess({ name, file }: Measured): SubjectProcess {
  return startMeasuring(SCRIPT, [name, file])
}

/** In new processes. */
async function measureAll(
  all: readonly Measured[],
  rounds: number,
  progress: (text: string) => void,
): Promise<void> {
  await using processes = new AsyncDisposableStack()
  const running: [Measured, SubjectProcess][] = []
  for (const measured of all) {
    progress(`${measured.name} warms up`)
    const process = processes.use(startProcess(measured))
    await process.ask({ order: 'warm-up' })
    running.push([measured, process])
  }
  for (let round = 0; round < rounds; round++) {
    progress(`round ${round + 1} of ${rounds}`)
    for (const [{ times }, process] of rotated(running, round)) {
      times.push(...(await process.ask({ order: 'time' })))
    }
  }
  for (const [{ bytes }, process] of running) {
    bytes.push(...(await process.ask({ order: 'bytes' })))
  }
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length
  return [...list.slice(start), ...list.slice(0, start)]
}

function resultsOf(scenario: string, { name: subject, times, bytes }: Measured): Result[] {
  const own = times.filter((time) => time.scenario === scenario)
  const result = resultsFor(scenario, subject)
  return [
    result('ns', median(own.map((time) => time.subject)), 'ns'),
    result('timesFloor', median(own.map((time) => time.subject / time.floor)), 'ratio'),
    result('bytes', bytesOf(scenario, bytes, 'subject'), 'bytes'),
  ]
}

/** Over the processes of all subjects. */
function floorResults(scenario: string, all: readonly Measured[]): Result[] {
  const times = all.flatMap((one) => one.times).filter((time) => time.scenario === scenario)
  const bytes = all.flatMap((one) => one.bytes)
  const result = resultsFor(scenario, 'floor')
  return [
    result('ns', median(times.map((time) => time.floor)), 'ns'),
    result('timesFloor', 1, 'ratio'),
    result('bytes', bytesOf(scenario, bytes, 'floor'), 'bytes'),
  ]
}

function bytesOf(scenario: string, all: readonly Measurement[], of: 'subject' | 'floor'): number {
  return median(all.filter((one) => one.scenario === scenario).map((one) => one[of]))
}
