import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { FAULTS, type Fault } from './faults.ts'
import { type Outcome, runSchedule } from './run-schedule.ts'
import { startWorld, type World } from './world.ts'

/** So many schedules have each fault so often, unless one did not strike as it is meant to. */
const ENOUGH_SCHEDULES = 12
const LEAST_EACH = 3

/** `npm run faults -- --schedules N [--seed S] [--minutes M] [--json]`: see README.md. */
const { values } = readArguments()
const wanted = Number(values.schedules)
const minutes = Number(values.minutes)
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
if (![wanted, firstSeed, minutes].every((number) => Number.isInteger(number) && number >= 0)) {
  refuseArguments()
}

const say = (line: string) => (values.json ? console.error(line) : console.log(line))
const began = performance.now()
const outcomes: Outcome[] = []
const broken: string[] = []
let world: World | undefined

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    // In the middle of a schedule not everything ends in an orderly way; what is left ends with us.
    await world?.end().catch(() => undefined)
    if (world) await rm(world.postgres.home, { recursive: true, force: true })
    process.exit(1)
  })
}

for (let n = 0; n < wanted && performance.now() - began < minutes * 60_000; n += 1) {
  const seed = firstSeed + n
  world ??= await startWorld()
  const outcome = await runSchedule(world, seed).catch((error: unknown) => fell(seed, error))
  outcomes.push(outcome)
  const { violations, faults, tookMs, settledMs, hasPages } = outcome
  const seconds = (tookMs / 1_000).toFixed(1)
  const pages = hasPages ? ', with pages' : ''
  const verdict = violations.length === 0 ? 'kept' : 'BROKEN'
  say(
    `${verdict}  seed ${seed}  ${seconds} s  settled ${settledMs} ms${pages}  ${faults.join(', ')}`,
  )
  // Somebody who asks for one wants to see it.
  if (violations.length > 0 || wanted === 1) say(outcome.journal.join('\n'))
  if (violations.length === 0) continue
  say(await world.printed())
  say(`to see it again: npm run faults -- --schedules 1 --seed ${seed}`)
  // What is broken may stay broken: the next one starts from nothing.
  broken.push(...(await world.end()))
  world = undefined
}
broken.push(...((await world?.end()) ?? []))
if (outcomes.length >= ENOUGH_SCHEDULES) {
  const rare = FAULTS.filter((fault) => countOf(fault) < LEAST_EACH)
  broken.push(...rare.map((fault) => `${fault} struck less than ${LEAST_EACH} times`))
}
for (const problem of broken) say(`BROKEN  ${problem}`)

const failed = outcomes.filter(({ violations }) => violations.length > 0)
const counts = Object.fromEntries(FAULTS.map((fault) => [fault, countOf(fault)]))
const seconds = ((performance.now() - began) / 1_000).toFixed(0)
say(`${outcomes.length} schedules in ${seconds} s, ${failed.length} failed`)
if (values.json) {
  const seeds = outcomes.map(({ seed }) => seed)
  const summary = {
    schedules: outcomes.length,
    failed: failed.length,
    seeds,
    faults: counts,
    broken,
  }
  console.log(JSON.stringify({ ...summary, failedSeeds: failed.map(({ seed }) => seed) }))
}
process.exitCode = failed.length + broken.length > 0 ? 1 : 0

function countOf(fault: Fault): number {
  return outcomes.flatMap(({ faults }) => faults).filter((one) => one === fault).length
}

/** The harness itself could not go on. */
function fell(seed: number, error: unknown): Outcome {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const nothing = { faults: [], hasPages: false, tookMs: 0, settledMs: 0 }
  return { seed, violations: [why], journal: [why], ...nothing }
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        schedules: { type: 'string', default: '12' },
        seed: { type: 'string' },
        minutes: { type: 'string', default: '600' },
        json: { type: 'boolean', default: false },
      },
    })
  } catch {
    return refuseArguments()
  }
}

function refuseArguments(): never {
  console.error('usage: npm run faults -- [--schedules N] [--seed S] [--minutes M] [--json]')
  process.exit(2)
}
