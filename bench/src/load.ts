import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bench, type Result, resultsFor } from './bench.ts'
import type { Held, LoadMeasurement, LoadRequest } from './load/measurement.ts'
import { CHANGES, changed, rulesetOf } from './load/rulesets.ts'
import { startMeasuring } from './measuring-process.ts'
import { median } from './statistics.ts'
import { buntingInMemory } from './subjects/bunting-in-memory.ts'
import { chosenSubjects, loadSubject } from './subjects/subjects.ts'

const SCRIPT = new URL('./load/subject-process.ts', import.meta.url)
const COUNTS = [1_000, 10_000]
/** Deltas are of the largest ruleset. */
const LARGEST = Math.max(...COUNTS)
/** A subject that has taken longer is not started again: some take many seconds to load. */
const BUDGET_MS = 7_000

interface Measured {
  readonly name: string
  readonly request: LoadRequest
  readonly measurements: LoadMeasurement[]
  tookMs: number
}

/**
 * Flags of the shape of S3, from text to ready: processor time, and the bytes each flag holds before
 * anybody asks for it; the same once every flag was asked for, which is when some compile; and one
 * changed flag put in force. Each load is the first thing a new process does. Memory is V8's heap and
 * what it keeps outside (long texts), after full collections.
 *
 * `--rounds` at most (default 5), `--subjects a,b`
 */
export const run: Bench = async ({ count, option, progress }) => {
  const rounds = count('rounds', 5)
  const names = chosenSubjects(option('subjects'))
  const folder = await mkdtemp(join(tmpdir(), 'bunting-bench-'))
  try {
    const all: Measured[] = []
    for (const name of names) {
      progress(`${name}: writing configurations`)
      for (const count of COUNTS) {
        const request = await writeFiles(name, count, join(folder, `${all.length}`))
        all.push({ name, request, measurements: [], tookMs: 0 })
      }
    }
    for (let round = 0; round < rounds; round++) {
      for (const measured of all) {
        if (measured.tookMs > BUDGET_MS) continue
        progress(`round ${round + 1} of ${rounds}: ${measured.name}, ${measured.request.count}`)
        await measure(measured)
      }
    }
    return all.flatMap(resultsOf)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** In this process: the measured one does nothing that an application would not do. */
async function writeFiles(name: string, count: number, path: string): Promise<LoadRequest> {
  const subject = await loadSubject(name, buntingInMemory)
  let ruleset = rulesetOf(count)
  await writeFile(`${path}.json`, subject.write(ruleset))
  const changes: string[] = []
  while (count === LARGEST && subject.writeChange && changes.length < CHANGES) {
    const change = changes.length + 1
    const after = changed(ruleset, change)
    const file = `${path}-${change}.json`
    await writeFile(file, subject.writeChange(ruleset, after, change + 1))
    changes.push(file)
    ruleset = after
  }
  return { configuration: `${path}.json`, changes, count }
}

async function measure(measured: Measured): Promise<void> {
  const start = performance.now()
  await using process = startMeasuring<LoadRequest, LoadMeasurement>(SCRIPT, [measured.name])
  measured.measurements.push(await process.ask(measured.request))
  measured.tookMs += performance.now() - start
}

function resultsOf({ name, request: { count }, measurements }: Measured): Result[] {
  const used = measurements.map((one) => one.used)
  const changes = measurements.flatMap(({ changesCpuMs }) => changesCpuMs)
  return [
    ...heldResults(name, String(count), count, measurements),
    ...heldResults(name, `${count}-used`, count, used),
    ...(changes.length > 0 ? [resultsFor('delta', name)('cpuMs', median(changes), 'ms')] : []),
  ]
}

function heldResults(
  subject: string,
  scenario: string,
  count: number,
  all: readonly Held[],
): Result[] {
  const result = resultsFor(scenario, subject)
  const cpuMs = median(all.map((one) => one.cpuMs))
  const heapBytes = median(all.map((one) => one.heapBytes))
  return [result('cpuMs', cpuMs, 'ms'), result('heapBytesPerFlag', heapBytes / count, 'bytes')]
}
