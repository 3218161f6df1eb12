import { parseArgs } from 'node:util'
import { checkSchedules } from './check-schedules.ts'

const { values } = parseArgs({
  options: { schedules: { type: 'string', default: '20000' }, seed: { type: 'string' } },
})
const schedules = Number(values.schedules)
const began = performance.now()
await checkSchedules({ schedules, ...(values.seed && { seed: Number(values.seed) }) })
const seconds = ((performance.now() - began) / 1_000).toFixed(1)
console.log(`${schedules} schedules in ${seconds} s, and every guarantee was kept`)
