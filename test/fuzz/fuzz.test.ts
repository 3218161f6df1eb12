import { expect, inject, it } from 'vitest'
import type {} from '../support/postgres.ts'
import { fuzz } from './fuzz.ts'

// The whole run is CI's: `npm run fuzz`. This one sees that nothing obvious is wrong.
it('answers some hundreds of requests, right ones and wrong ones, as the document says', async () => {
  const said: string[] = []
  const report = await fuzz({
    requests: 250,
    seed: 20261123,
    templateUrl: inject('templateUrl'),
    say: (line) => said.push(line),
  })
  expect(said).toEqual([])
  expect(report.failures).toEqual([])
  expect(report.operations).toBeGreaterThan(100)
  // It would find nothing if all were refused, or nothing were.
  const succeeded = Object.entries(report.statuses).filter(([status]) => Number(status) < 300)
  expect(succeeded.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThan(40)
  expect(report.statuses['400']).toBeGreaterThan(40)
}, 60_000)
