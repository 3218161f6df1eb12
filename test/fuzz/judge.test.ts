import { describe, expect, it } from 'vitest'
import { createJudge, type Judged } from './judge.ts'
import type { Operation } from './operations.ts'

const PROBLEM = { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] }
const OPERATION: Operation = {
  name: 'GET /things',
  method: 'GET',
  path: '/things',
  parameters: [],
  body: undefined,
  isPublic: false,
  isForSdks: false,
  isForPrometheus: false,
  responses: {
    200: {
      'application/json': {
        type: 'object',
        required: ['id'],
        additionalProperties: false,
        properties: { id: { type: 'string', format: 'uuid' } },
      },
    },
    204: {},
    404: { 'application/problem+json': { $ref: '#/components/schemas/Problem' } },
  },
}
const judge = createJudge({ operations: [OPERATION], components: { Problem: PROBLEM } })
const ID = '00000000-0000-4000-8000-000000000000'

function judged(status: number, body: unknown, more: Partial<Judged> = {}): string | undefined {
  const type = status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json'
  return judge({
    operation: OPERATION,
    answer: { status, headers: { 'content-type': type }, text: JSON.stringify(body) ?? '' },
    writes: [],
    isInsider: true,
    secrets: ['hunter2'],
    isAddressed: true,
    ...more,
  })
}

const NOT_FOUND = { status: 404, code: 'flag_not_found' }

describe('an answer that can be', () => {
  it('has nothing said against it', () => {
    expect(judged(200, { id: ID })).toBeUndefined()
    expect(judged(204, undefined)).toBeUndefined()
    expect(judged(404, NOT_FOUND)).toBeUndefined()
  })
})

describe('a fault is found in', () => {
  it.each([
    ['a 500', () => judged(500, { status: 500, code: 'internal' }), 'answered with 500'],
    ['a 503', () => judged(503, {}), 'answered with 503'],
    ['a status that is not declared', () => judged(409, NOT_FOUND), 'not declared'],
    ['a field that is not declared', () => judged(200, { id: ID, secret: 1 }), 'does not fit'],
    ['a format that is not kept', () => judged(200, { id: 'x' }), 'does not fit'],
    ['a body where none is declared', () => judged(204, null), 'has a body'],
    ['an unknown code', () => judged(404, { status: 404, code: 'nope' }), 'has code nope'],
    ['a code of another status', () => judged(404, { status: 404, code: 'internal' }), 'has code'],
    ['a status that says it is another', () => judged(404, { ...NOT_FOUND, status: 400 }), 'says'],
    [
      'somebody who was let in',
      () => judged(200, { id: ID }, { isInsider: false }),
      'let somebody',
    ],
    ['a secret that is told', () => judged(404, { ...NOT_FOUND, x: 'hunter2' }), 'tells a secret'],
    [
      'a refusal that wrote',
      () => judged(404, NOT_FOUND, { writes: [{ table: 'flags', act: 'UPDATE', tx: '1' }] }),
      'it wrote flags',
    ],
  ])('%s', (_, complaint, words) => {
    expect(complaint()).toContain(words)
  })
})
