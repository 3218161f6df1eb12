import type { FeatureFlags } from '@bunting/node'
import { type Batch, createBatch } from '../evaluate/track.ts'
import { answerRequests } from '../measuring-process.ts'
import { bunting } from '../subjects/bunting.ts'
import type { Measurement, Order } from './measurement.ts'
import { RULESET, SCENARIOS, type Scenario } from './scenarios.ts'

const WARM_UPS = 25
/** Those whom a process meets in a minute. */
const CONTEXTS = Array.from({ length: 1_000 }, (_, n) => ({
  targetingKey: `user-${n.toString().padStart(15, '0')}`,
}))

interface Pair {
  readonly scenario: Scenario
  readonly run: Batch
  readonly bare: Batch
}

const client = (await bunting.open(bunting.write(RULESET), '')) as FeatureFlags
let done = 0
let turn = 0
const pairs: Pair[] = []
for (const scenario of Object.keys(SCENARIOS)) pairs.push(await pairOf(scenario as Scenario))

answerRequests<{ order: Order }, Measurement[]>(async ({ order }) => {
  if (order === 'warm-up') {
    for (let time = 0; time < WARM_UPS; time++) {
      for (const { run, bare } of pairs) {
        await bare.warmUp()
        await run.warmUp()
      }
    }
    return []
  }
  turn += 1
  const measurements: Measurement[] = []
  for (const { scenario, run, bare } of pairs) {
    const measure = (batch: Batch) => (order === 'bytes' ? batch.bytesPerCall() : batch.nsPerCall())
    const first = turn % 2 === 0 ? await measure(run) : undefined
    const ofBare = await measure(bare)
    measurements.push({ scenario, run: first ?? (await measure(run)), bare: ofBare })
  }
  return measurements
})

async function pairOf(scenario: Scenario): Promise<Pair> {
  const loops: typeof import('./call-loop.ts') = await import(
    new URL(`./call-loop.ts?${scenario}`, import.meta.url).href
  )
  const key = SCENARIOS[scenario]
  const isAsync = scenario === 'promise'
  const path = () => {
    done += 1
    return isAsync ? Promise.resolve(done) : done
  }
  const paths = { on: () => path(), off: () => path() }
  const { runLoop, runLoopAsync, bareLoop, bareLoopAsync } = loops
  const run = isAsync ? runLoopAsync : runLoop
  const bare = isAsync ? bareLoopAsync : bareLoop
  return {
    scenario,
    run: createBatch((calls) => run(client.run, key, CONTEXTS, paths, calls)),
    bare: createBatch((calls) => bare(paths, calls)),
  }
}
