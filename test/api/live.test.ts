import type { LiveMessage } from '@bunting/flag-server/live/live-message.ts'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** What an open admin UI hears, from now on. */
async function listen(): Promise<LiveMessage[]> {
  const heard: LiveMessage[] = []
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/v1/projects/default/live`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  onTestFinished(() => socket.terminate())
  socket.on('message', (data) => heard.push(JSON.parse(data.toString())))
  await waitFor(() => heard.some(({ type }) => type === 'joined'))
  return heard
}

it('tells which flags and segments a revision changed', async () => {
  const heard = await listen()
  await server.admin.request('POST', '/projects/default/segments', { key: 'staff' })
  await server.admin.createFlag({ key: 'fresh', type: 'boolean' })
  await waitFor(() => heard.filter(({ type }) => type === 'revision').length >= 6)
  // Each is looked up by itself: the second may be told first.
  const ofProduction = heard
    .filter((message) => message.type === 'revision')
    .filter(({ environment }) => environment === 'production')
    .sort((a, b) => a.revision - b.revision)
  expect(ofProduction).toEqual([
    {
      type: 'revision',
      environment: 'production',
      revision: 1,
      flags: [],
      segments: ['staff'],
    },
    {
      type: 'revision',
      environment: 'production',
      revision: 2,
      flags: ['fresh'],
      segments: [],
    },
  ])
})

it('tells when texts of a segment change, which make no revision', async () => {
  const heard = await listen()
  await server.admin.request('PATCH', '/projects/default/segments/staff', { name: 'Our staff' })
  await waitFor(() => heard.some((message) => message.type === 'changed'))
  expect(heard).toContainEqual({ type: 'changed', what: 'segments' })
})
