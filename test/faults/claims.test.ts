import { expect, it } from 'vitest'
import { falseClaims } from './claims.ts'
import type { HeldSince } from './watched-client.ts'

const held = (revision: number, sinceMs: number): HeldSince => ({
  ...{ epoch: 'e', checksum: 0, revision, sinceMs },
})
const reports = [{ name: 'node-0', history: [held(5, 1_000), held(7, 3_000)] }]
const said = (revision: number, heardMs: number, instance = 'node-0') =>
  falseClaims([{ instance, revision, heardMs }], reports)

it('believes what was said after it was so, and knows nothing of pages', () => {
  expect(said(5, 1_000)).toEqual([])
  expect(said(7, 60_000)).toEqual([])
  expect(said(6, 1, 'a tab')).toEqual([])
})

it('notices what was said before it was so, or never was', () => {
  expect(said(7, 2_000)).toEqual([
    'a server said that node-0 has applied 7, which it did 1000 ms later',
  ])
  expect(said(6, 9_000)).toEqual(['a server said that node-0 has applied 6, which it did never'])
})
