import { parseArgs } from 'node:util'
import { startTestCluster } from '../support/test-cluster.ts'
import { fuzz } from './fuzz.ts'

/** `npm run fuzz -- [--requests N] [--seed S] [--only PART-OF-A-NAME]`: see README.md. */
const { values } = readArguments()
const requests = Number(values.requests)
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)
if (![requests, seed].every((number) => Number.isInteger(number) && number >= 0)) {
  refuseArguments()
}

const began = performance.now()
const cluster = await startTestCluster()
const say = (line: string) => console.error(line)
const onRound = (answered: number) => {
  const seconds = ((performance.now() - began) / 1_000).toFixed(0)
  say(`${answered} of ${requests} requests in ${seconds} s`)
}
const { only } = values
const report = await fuzz({ requests, seed, only, templateUrl: cluster.url, say, onRound })
await cluster.stop()
const tookMs = Math.round(performance.now() - began)
for (const { name, because } of report.neverDone) {
  say([`NEVER DONE  ${name}`, ...because].join('\n    '))
}
console.log(JSON.stringify({ seed, tookMs, ...report }))
const isComplete = report.neverDone.length === 0 || values.only !== ''
process.exit(report.failures.length === 0 && isComplete ? 0 : 1)

function readArguments() {
  try {
    return parseArgs({
      options: {
        requests: { type: 'string', default: '5000' },
        seed: { type: 'string' },
        only: { type: 'string', default: '' },
      },
    })
  } catch {
    return refuseArguments()
  }
}

function refuseArguments(): never {
  console.error('usage: npm run fuzz -- [--requests N] [--seed S] [--only PART-OF-A-NAME]')
  process.exit(2)
}
