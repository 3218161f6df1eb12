import { expect, it } from 'vitest'
import { report, table } from './report.ts'

const results = [
  { scenario: 'S1', subject: 'bunting', metric: 'ns', value: 6.789, unit: 'ns' },
  { scenario: 'S1', subject: 'bunting', metric: 'bytes', value: 0, unit: 'bytes' },
  { scenario: 'S1', subject: 'peer', metric: 'ns', value: 1234.5, unit: 'ns' },
]

it('prints a line for each subject in a scenario and a column for each metric', () => {
  expect(table(results).split('\n')).toEqual([
    'scenario  subject    ns  bytes',
    'S1        bunting  6.79   0.00',
    'S1        peer     1235',
  ])
})

it('prints one JSON object with the results as they are', async () => {
  const printed = JSON.parse(await report('evaluate', results, true))
  expect(printed).toMatchObject({ bench: 'evaluate', machine: { node: process.versions.node } })
  expect(printed.results).toEqual(results)
})
