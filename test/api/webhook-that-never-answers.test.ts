import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

const HOOKS = '/projects/default/webhooks'

const receivers: Server[] = []
let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(async () => {
  for (const receiver of receivers) {
    receiver.closeAllConnections()
    receiver.close()
  }
  await server.stop()
})

async function hookTo(answer: RequestListener): Promise<string> {
  const receiver = createServer(answer).listen(0, '127.0.0.1')
  receivers.push(receiver)
  await once(receiver, 'listening')
  const { port } = receiver.address() as AddressInfo
  const wanted = { name: 'hook', url: `http://127.0.0.1:${port}/` }
  return (await server.admin.request<{ id: string }>('POST', HOOKS, wanted)).body.id
}

const news = (id: string) => server.admin.request('POST', `${HOOKS}/${id}/test`)

it('keeps none of the others waiting, and gets a few at once', async () => {
  let held = 0
  const hole = await hookTo(() => {
    held += 1
  })
  const heard = new Set<unknown>()
  const healthy = await hookTo((request, response) => {
    heard.add(request.headers['bunting-delivery'])
    response.end()
  })
  for (let sent = 0; sent < 60; sent += 1) await news(hole)
  await waitFor(() => held > 0)
  for (let sent = 0; sent < 10; sent += 1) await news(healthy)
  await waitFor(() => heard.size === 10)
  expect(held).toBeLessThanOrEqual(3)
})
