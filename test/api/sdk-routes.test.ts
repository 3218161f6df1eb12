import { OTHER_ROUTES } from '@bunting/flag-server/access/route-permissions.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

interface Described {
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly responses: Readonly<Record<string, { readonly headers?: object }>>
}

let server: TestServer
let paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
beforeAll(async () => {
  server = await startTestServer()
  const answer = await fetch(`${server.url}/api/openapi.json`)
  paths = ((await answer.json()) as { paths: typeof paths }).paths
})
afterAll(() => server.stop())

const routes = Object.entries(OTHER_ROUTES)
  .filter(([, rule]) => rule === 'sdk-key')
  .map(([row]) => row.replace(/:(\w+)/g, '{$1}').split(' ') as [method: string, path: string])

describe.each(routes)('%s %s', (method, path) => {
  it('is in the OpenAPI document, with an SDK key and what it refuses', () => {
    const described = paths[path]?.[method.toLowerCase()]
    expect(described?.security).toContainEqual({ sdkKey: [] })
    for (const status of ['429', '503']) {
      expect(described?.responses[status]?.headers).toHaveProperty('retry-after')
    }
  })
})

it('says of the ruleset that what is held already is confirmed', async () => {
  const { responses } = paths['/sdk/v1/ruleset']?.get ?? {}
  expect(Object.keys(responses ?? {})).toEqual(['200', '304', '401', '403', '429', '503'])
  expect(responses?.['304']?.headers).toHaveProperty('etag')
})

it('asks for the upgrade where there is a socket and nothing else', async () => {
  const answer = await fetch(`${server.url}/sdk/v1/stream`)
  expect([answer.status, answer.headers.get('upgrade')]).toEqual([426, 'websocket'])
  expect(await answer.json()).toMatchObject({ status: 426, code: 'upgrade_required' })
})
