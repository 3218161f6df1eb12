import { encodeFrame, ServerMessage } from '@bunting/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage } from './decode-message.ts'

const SNAPSHOT = { type: 'snapshot', epoch: 'e1', revision: 7, checksum: 1, flags: 1, segments: 1 }
const DELTA = {
  type: 'delta',
  epoch: 'e1',
  from: 7,
  to: 8,
  checksum: 2,
  flags: 0,
  segments: 0,
  removedFlags: ['old'],
  removedSegments: [],
}

it('gives header and lines of a frame', () => {
  const lines = ['{"key":"a"}', '{"key":"b"}']
  expect(decodeMessage(encodeFrame(SNAPSHOT, lines))).toEqual({ message: SNAPSHOT, lines })
  expect(decodeMessage(encodeFrame(DELTA, []))).toEqual({ message: DELTA, lines: [] })
})

it('ignores a message of a type it does not know', () => {
  expect(decodeMessage('{"type":"news-of-v2"}').message).toBeUndefined()
  expect(decodeMessage('{"type":"toString"}').message).toBeUndefined()
})

it('lets a later server add fields', () => {
  expect(decodeMessage('{"type":"heartbeat","load":0.5}').message).toMatchObject({
    type: 'heartbeat',
  })
})

describe('refuses', () => {
  const LINES = ['{"key":"a"}', '{"key":"b"}']
  it.each([
    ['bytes', new Uint8Array(3), 'it is not text'],
    ['nothing', undefined, 'it is not text'],
    ['what is not JSON', 'hello', 'JSON'],
    ['null', 'null', 'it has no type'],
    ['a list', '[]', 'it has no type'],
    ['a type that is no text', '{"type":1}', 'it has no type'],
    ['a missing field', '{"type":"current","revision":1}', '"epoch" of its current'],
    ['an empty epoch', '{"type":"current","epoch":"","revision":1}', '"epoch" of its current'],
    ['a negative revision', '{"type":"current","epoch":"e","revision":-1}', '"revision"'],
    ['a revision that is no integer', '{"type":"heartbeat","revision":1.5}', '"revision"'],
    ['a goodbye without a time', '{"type":"goodbye"}', '"reconnectWithinMs"'],
    ['removed keys that are no texts', encodeFrame({ ...DELTA, removedFlags: [1] }, []), 'removed'],
    ['a cut snapshot', encodeFrame(SNAPSHOT, LINES.slice(1)), 'announces 2 lines and has 1'],
    ['a snapshot with more lines', encodeFrame(SNAPSHOT, [...LINES, '']), '2 lines and has 3'],
    ['lines after a heartbeat', encodeFrame({ type: 'heartbeat' }, LINES), '0 lines and has 2'],
  ])('%s', (_, data, sentence) => {
    expect(() => decodeMessage(data)).toThrow(sentence)
  })
})

it('accepts no header that the schemas refuse, but for the fields of later versions', () => {
  const number = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(-1, 0.5, '1', null, 2 ** 53))
  const text = fc.constantFrom('e1', '', 1, null)
  const header = fc.record(
    {
      type: fc.constantFrom('current', 'snapshot', 'delta', 'heartbeat', 'goodbye'),
      epoch: text,
      revision: number,
      from: number,
      to: number,
      checksum: number,
      flags: fc.constant(0),
      segments: fc.constant(0),
      removedFlags: fc.array(text, { maxLength: 2 }),
      removedSegments: fc.array(text, { maxLength: 2 }),
      reconnectWithinMs: number,
    },
    { requiredKeys: ['type'] },
  )
  fc.assert(
    fc.property(header, (fields) => {
      let message: object | undefined
      try {
        message = decodeMessage(JSON.stringify(fields)).message
      } catch {
        return
      }
      const problems = ServerMessage.safeParse(message).error?.issues ?? []
      expect(problems.filter(({ code }) => code !== 'unrecognized_keys')).toEqual([])
    }),
    { numRuns: 2_000 },
  )
})
