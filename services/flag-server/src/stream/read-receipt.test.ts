import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseBySchema } from './parse-client-message.ts'
import { readReceipt } from './read-receipt.ts'
import { smallFrameLength } from './small-frame.ts'

const number = fc.oneof(
  fc.integer(),
  fc.nat(),
  fc.double(),
  fc.constantFrom(-0, 1e-7, 3_600_000, 3_600_001, 999_999.5, 1_000_000, 2 ** 53, 10 ** 15),
)

/** As a client sends it. */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text)
  const mask = randomBytes(4)
  const masked = payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0))
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked])
}

/** The revision, if it was read; that of the schema, if only that reads it. */
function revisionIn(text: string): number | undefined {
  const frame = frameOf(text)
  const length = smallFrameLength(frame)
  const revision = length === -1 ? -1 : readReceipt(frame, length)
  return revision === -1 ? bySchema(text) : revision
}

function bySchema(text: string): number | undefined {
  const message = parseBySchema(text)
  return message?.type === 'receipt' ? message.revision : undefined
}

it('reads receipts as the schema does', () => {
  fc.assert(
    fc.property(number, number, (revision, appliedMs) => {
      const text = JSON.stringify({ type: 'receipt', revision, appliedMs })
      expect(revisionIn(text)).toBe(bySchema(text))
    }),
    { numRuns: 1_000 },
  )
})

it('takes nothing that the schema refuses, however near', () => {
  const near = '{"type":"receipt","revision":70,"appliedMs":0.4}'
  const at = fc.nat({ max: near.length })
  fc.assert(
    fc.property(at, at, fc.string({ maxLength: 2 }), (from, to, put) => {
      const text = near.slice(0, from) + put + near.slice(to)
      expect(revisionIn(text)).toBe(bySchema(text))
    }),
    { numRuns: 5_000 },
  )
})

it('needs no schema for what SDKs write', () => {
  for (const [revision, appliedMs] of [
    [0, 0],
    [7, 0.21],
    [123_456_789, 84],
    [999_999_999_999_999, 999_999.123],
  ] as const) {
    const frame = frameOf(JSON.stringify({ type: 'receipt', revision, appliedMs }))
    expect(readReceipt(frame, smallFrameLength(frame))).toBe(revision)
  }
})
