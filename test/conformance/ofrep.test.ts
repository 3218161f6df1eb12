import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { putInForce } from './put-in-force.ts'
import { decisionVectors } from './read-vectors.ts'

let server: TestServer
let database: pg.Client
let authorization: string
beforeAll(async () => {
  server = await startTestServer()
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
  authorization = `Bearer ${(await server.admin.createSdkKey('server')).key}`
})
afterAll(async () => {
  await database.end()
  await server.stop()
})

async function ask(path: string, context: unknown) {
  const response = await fetch(`${server.url}/ofrep/v1/evaluate/flags${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ context }),
  })
  return { status: response.status, body: await response.json() }
}

describe('the OpenFeature Remote Evaluation Protocol answers', () => {
  it.each(decisionVectors())('%s', async (_name, { ruleset, cases }) => {
    const revision = await putInForce(database, ruleset)
    await waitFor(async () => (await ask('', {})).body.metadata.revision === revision)
    for (const { name, flag, context, expect: expected } of cases) {
      // A fallback and its type are the provider's: the protocol knows neither.
      if (expected.errorCode === 'TYPE_MISMATCH' || flag === '') continue
      const { status, body } = await ask(`/${encodeURIComponent(flag)}`, context)
      const { value, variant, reason, errorCode, ruleId } = expected
      // JSON with a property of this name is refused before anybody looks at it.
      if (JSON.stringify(context).includes('"__proto__":')) expect(status, name).toBe(400)
      else if (errorCode === 'FLAG_NOT_FOUND') {
        expect([status, body.errorCode], name).toEqual([404, errorCode])
      } else if (errorCode !== undefined) {
        expect([status, body.errorCode], name).toEqual([400, errorCode])
      } else {
        expect(body, name).toMatchObject({
          value,
          reason,
          ...(variant !== undefined && { variant }),
          ...(ruleId !== undefined && { metadata: { ruleId } }),
        })
      }
    }
  })
})
