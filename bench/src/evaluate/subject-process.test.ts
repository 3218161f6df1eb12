import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MeasuringProcess, startMeasuring } from '../measuring-process.ts'
import { bunting } from '../subjects/bunting.ts'
import type { Measurement, Order } from './measurement.ts'
import { RULESET, SCENARIOS } from './scenarios.ts'

/** A process that runs alone takes two seconds, but machines are busy. */
const TIMEOUT_MS = 60_000
const ROUNDS = 5
const SCRIPT = new URL('./subject-process.ts', import.meta.url)
let folder = ''
let file = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunting-bench-'))
  file = join(folder, 'configuration.json')
})

afterAll(() => rm(folder, { recursive: true }))

it(
  'fails when a subject has another configuration than the others',
  async () => {
    const flags = RULESET.flags.filter(({ key }) => key !== SCENARIOS.S4)
    await writeFile(file, bunting.write({ ...RULESET, flags }))
    await using process = startMeasuring<{ order: Order }, Measurement[]>(SCRIPT, ['bunting', file])
    await expect(process.ask({ order: 'check' })).rejects.toThrow(
      `bunting: "${SCENARIOS.S4}" is false`,
    )
  },
  TIMEOUT_MS,
)

it(
  'times every scenario beside the floor, and finds that no question allocates',
  async () => {
    await writeFile(file, bunting.write(RULESET))
    await using process = startMeasuring<{ order: Order }, Measurement[]>(SCRIPT, ['bunting', file])
    await process.ask({ order: 'warm-up' })
    const measurements = await process.ask({ order: 'time' })
    expect(measurements.map(({ scenario }) => scenario)).toEqual(Object.keys(SCENARIOS))
    for (const { subject, floor } of measurements) {
      expect(subject).toBeGreaterThan(0)
      expect(floor).toBeGreaterThan(0)
    }
    const bytes = await leastBytes(process)
    expect(Object.keys(bytes)).toEqual(Object.keys(SCENARIOS))
    for (const [scenario, least] of Object.entries(bytes)) expect(least, scenario).toBeLessThan(1)
  },
  TIMEOUT_MS,
)

/**
 * What a call allocates once V8 has optimised it, which on a busy machine may take another round. Bytes
 * are counted, not sampled: those that every call allocates are in every round.
 */
async function leastBytes(
  process: MeasuringProcess<{ order: Order }, Measurement[]>,
): Promise<Record<string, number>> {
  const least: Record<string, number> = {}
  for (let round = 0; round < ROUNDS; round++) {
    for (const { scenario, subject } of await process.ask({ order: 'bytes' })) {
      least[scenario] = Math.min(subject, least[scenario] ?? subject)
    }
    if (Object.values(least).every((bytes) => bytes < 1)) break
    await process.ask({ order: 'time' })
  }
  return least
}
