import { expect, it } from 'vitest'
import type { Truth } from './truth.ts'
import { complaintsAbout, violationsOf } from './verdict.ts'
import type { ClientReport } from './watched-client.ts'

const TRUTH: Truth = {
  epoch: 'e1',
  revision: 2,
  checksums: { server: [0, 11, 12], client: [0, 21, 22] },
  answers: { server: ['on', 'off'], client: ['on'] },
}

const HELD = { epoch: 'e1', revision: 2, checksum: 12, sinceMs: 0 }

const report = (differently: Partial<ClientReport> = {}): ClientReport => ({
  name: 'node-0',
  audience: 'server',
  status: { phase: 'ready', connected: true },
  held: HELD,
  answers: ['on', 'off'],
  history: [{ ...HELD, revision: 1, checksum: 11 }, HELD],
  served: {},
  violations: [],
  ...differently,
})

it('has nothing to say about a client that is where the database is', () => {
  expect(complaintsAbout(report(), TRUTH)).toEqual([])
  expect(violationsOf(report(), [TRUTH])).toEqual([])
})

it('complains of one that is not sure, behind, of another epoch, or holds other lines', () => {
  const wrong: Partial<ClientReport>[] = [
    { status: { phase: 'stale', connected: false } },
    { held: undefined },
    { held: { ...HELD, revision: 1, checksum: 11 } },
    { held: { ...HELD, epoch: 'e0' } },
    { held: { ...HELD, checksum: 22 } },
    { answers: ['on', 'on'] },
    { answers: ['on'] },
  ]
  for (const one of wrong) expect(complaintsAbout(report(one), TRUTH)).toHaveLength(1)
})

it('allows what a restore took back, and nothing that the database never had', () => {
  const later = { ...HELD, revision: 3, checksum: 13 }
  const lost: Truth = { ...TRUTH, revision: 3, checksums: { server: [0, 11, 12, 13], client: [] } }
  const held = report({ history: [HELD, later] })
  expect(violationsOf(held, [lost, TRUTH])).toEqual([])
  expect(violationsOf(held, [TRUTH])).toEqual([
    'node-0 held e1.3 with checksum 13, which the database never had',
  ])
})

it('allows no content from before a restore under the name that came after it', () => {
  const lost: Truth = { ...TRUTH, revision: 3, checksums: { server: [0, 11, 12, 13], client: [] } }
  const truth: Truth = { ...TRUTH, epoch: 'e2', checksums: { server: [0, 11, 12, 14], client: [] } }
  const held = (epoch: string, checksum: number) =>
    violationsOf(report({ history: [{ ...HELD, epoch, revision: 3, checksum }] }), [lost, truth])
  expect([held('e1', 13), held('e1', 14), held('e2', 14)]).toEqual([[], [], []])
  expect(held('e2', 13)).toEqual([
    'node-0 held e2.3 with checksum 13, which the database never had',
  ])
})

it("hands on a client's own complaints", () => {
  expect(violationsOf(report({ violations: ['it threw'] }), [TRUTH])).toEqual(['it threw'])
})
