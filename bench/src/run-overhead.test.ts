import { expect, it } from 'vitest'
import { readOptions } from './read-options.ts'
import { run } from './run-overhead.ts'

it('finds that run costs less than a microsecond beside calling the function', async () => {
  const results = await run(readOptions(['--rounds', '9'], ['rounds']).options)
  const overhead = results.filter(
    ({ subject, metric }) => subject === 'bunting' && metric === 'overheadNs',
  )
  expect(overhead.map(({ scenario }) => scenario)).toEqual(['plain', 'release', 'promise'])
  for (const { scenario, value } of overhead) {
    expect(value, scenario).toBeGreaterThan(0)
    expect(value, scenario).toBeLessThan(1_000)
  }
}, 60_000)
