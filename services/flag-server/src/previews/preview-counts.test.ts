import { expect, it } from 'vitest'
import { addPreviews } from './preview-counts.ts'

const said = (contexts: number, ...changes: [string | null, string | null, number][]) => ({
  asked: 1,
  answered: 1,
  contexts,
  changes: changes.map(([from, to, count]) => ({ from, to, count })),
})

it('adds up what goes the same way, the largest first', () => {
  expect(
    addPreviews([
      said(10, ['off', 'on', 2], [null, 'on', 3]),
      said(20, ['off', 'on', 5], ['on', 'off', 1]),
    ]),
  ).toEqual({
    asked: 2,
    answered: 2,
    contexts: 30,
    changes: [
      { from: 'off', to: 'on', count: 7 },
      { from: null, to: 'on', count: 3 },
      { from: 'on', to: 'off', count: 1 },
    ],
  })
})

it('tells no variant from a variant called null, and leaves out what stays as it is', () => {
  const { changes } = addPreviews([
    said(9, [null, 'on', 1], ['null', 'on', 2], ['on', 'on', 4], ['on', 'off', 0]),
  ])
  expect(changes).toEqual([
    { from: 'null', to: 'on', count: 2 },
    { from: null, to: 'on', count: 1 },
  ])
})
