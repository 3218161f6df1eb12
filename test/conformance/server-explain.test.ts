import type { Decision } from '@bunting/evaluator'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { outcomeOf } from './outcome.ts'
import { putInForce } from './put-in-force.ts'
import { decisionVectors } from './read-vectors.ts'

let server: TestServer
let database: pg.Client
beforeAll(async () => {
  server = await startTestServer()
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await server.stop()
})

/** Nobody saves hashes: the server makes them for client keys, and explains what they were made of. */
const vectors = decisionVectors().filter(([name]) => name !== 'hashed-lists.json')

describe('the server explains', () => {
  it.each(vectors)('%s', async (_name, { ruleset, cases }) => {
    await putInForce(database, ruleset)
    for (const { name, flag, context, expect: expected } of cases) {
      // The fallback of these is served, and the server is given none.
      const servesFallback = expected.variant === undefined
      const { status, body } = await server.admin.request<{ decision: Decision; code?: string }>(
        'POST',
        `${PRODUCTION}/flags/${flag}/explain`,
        { context },
      )
      // Some of the keys that do not exist are none.
      if (expected.errorCode === 'FLAG_NOT_FOUND') expect([400, 404], name).toContain(status)
      // JSON with a property of this name is refused before anybody looks at it.
      else if (JSON.stringify(context).includes('"__proto__":')) expect(status, name).toBe(400)
      else if (!servesFallback) expect(outcomeOf(body.decision), name).toEqual(expected)
      else if (expected.errorCode !== 'TYPE_MISMATCH') {
        expect(body.decision, name).toMatchObject({
          reason: 'ERROR',
          errorCode: expected.errorCode,
        })
      }
    }
  })
})
