import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, expect, it } from 'vitest'
import { allocatedBytes, usedBytes } from './allocated-bytes.ts'

beforeAll(() => {
  setFlagsFromString('--expose-gc')
  globalThis.gc = runInNewContext('gc')
})

const CALLS = 50_000
let kept: unknown

function callsOf(work: (call: number) => unknown): () => void {
  return () => {
    for (let call = 0; call < CALLS; call++) kept = work(call)
  }
}

it('counts what is allocated, also what was collected on the way', async () => {
  const allocating = callsOf((call) => new Array(100).fill(call))
  allocating()
  // An array's header, its elements' header, and 8 bytes for each.
  expect((await allocatedBytes(allocating)) / CALLS).toBeCloseTo(100 * 8 + 32 + 16, -1)
  expect(kept).toHaveLength(100)
})

it('counts next to nothing where nothing is allocated', async () => {
  const idle = callsOf((call) => call & 7)
  idle()
  expect((await allocatedBytes(idle)) / CALLS).toBeLessThan(1)
})

it('counts long texts that are kept outside of the heap', () => {
  const before = usedBytes()
  kept = Buffer.alloc(8_000_000, 'a').toString()
  expect(usedBytes() - before).toBeCloseTo(8_000_000, -5)
  kept = undefined
  expect(usedBytes() - before).toBeLessThan(1_000_000)
})
