import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseBySchema, parseClientMessage } from './parse-client-message.ts'

const number = fc.oneof(
  fc.integer(),
  fc.nat(),
  fc.double(),
  fc.constantFrom(-0, 1e-7, 3_600_000, 3_600_001, 999_999.5, 2 ** 53),
)

it('reads heartbeats as the schema does', () => {
  fc.assert(
    fc.property(number, (revision) => {
      for (const message of [{ type: 'heartbeat', revision }, { type: 'heartbeat' }]) {
        const text = JSON.stringify(message)
        expect(parseClientMessage(text)).toEqual(parseBySchema(text))
      }
    }),
  )
})

it('takes nothing that the schema refuses, however near', () => {
  const near = '{"type":"heartbeat","revision":7}'
  const at = fc.nat({ max: near.length })
  fc.assert(
    fc.property(at, at, fc.string({ maxLength: 2 }), (from, to, put) => {
      const text = near.slice(0, from) + put + near.slice(to)
      expect(parseClientMessage(text)).toEqual(parseBySchema(text))
    }),
    { numRuns: 5_000 },
  )
})
