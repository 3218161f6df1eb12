import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import type { WebhookCreated, WebhookList } from '@bunting/flag-server/webhooks/webhook-schemas.ts'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const WEBHOOKS = '/projects/default/webhooks'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Answers with these statuses one after the other, then with 200. */
async function receiver(...statuses: number[]) {
  const received: Received[] = []
  const http = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => {
      text += part
    })
    request.on('end', () => {
      received.push({ headers: request.headers, text })
      response.writeHead(statuses.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void http.close())
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/hook?token=s3cret`,
    received,
  }
}

async function createWebhook(body: object): Promise<WebhookCreated> {
  const answer = await server.admin.request<WebhookCreated>('POST', WEBHOOKS, body)
  expect(answer.status).toBe(201)
  onTestFinished(async () => {
    await server.admin.request('DELETE', `${WEBHOOKS}/${answer.body.id}`)
  })
  return answer.body
}

async function listed(id: string) {
  const { body } = await server.admin.request<WebhookList>('GET', WEBHOOKS)
  return body.webhooks.find((webhook) => webhook.id === id)
}

it('tells of a release as it moves, signed, so that the receiver knows who says it', async () => {
  const { url, received } = await receiver()
  const { id, secret } = await createWebhook({ name: 'Pager', url })
  await server.admin.createFlag({ key: 'told', type: 'boolean' })
  const { body: release } = await server.admin.request<ReleaseDetail>(
    'POST',
    `${PRODUCTION}/flags/told/releases`,
    { strategy: 'canary', guards: [{ kind: 'errors' }], start: true },
  )
  await server.admin.request('POST', `${PRODUCTION}/releases/${release.id}/rollback`, {
    comment: 'it smells',
  })
  await waitFor(() => received.length === 2)
  const [started, rolledBack] = received
  expect(JSON.parse(started?.text ?? '')).toMatchObject({
    event: 'release.started',
    sentence: expect.stringMatching(
      /^told in Production: started by .*, which switched the flag on/,
    ),
    flagIsOn: true,
  })
  expect(rolledBack?.headers).toMatchObject({
    'content-type': 'application/json',
    'bunting-event': 'release.rolled-back',
    'bunting-delivery': expect.stringMatching(/^\d+$/),
  })
  const [, seconds, v1] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(rolledBack?.headers['bunting-signature'])) ?? []
  const expected = createHmac('sha256', secret).update(`${seconds}.${rolledBack?.text}`)
  expect(v1).toBe(expected.digest('hex'))
  expect(JSON.parse(rolledBack?.text ?? '')).toMatchObject({
    event: 'release.rolled-back',
    sentence: expect.stringMatching(
      /^told in Production: rolled back by .*, now at 0 %\. “it smells”$/,
    ),
    flag: 'told',
    environment: 'production',
    release: { id: release.id, state: 'rolled_back', share: 0 },
    comment: 'it smells',
  })
  await waitFor(async () => (await listed(id))?.lastDelivery?.state === 'delivered')
})

it('speaks to a chat in one sentence', async () => {
  const { url, received } = await receiver()
  const { id } = await createWebhook({ name: 'Chat', url, format: 'slack' })
  await server.admin.request('POST', `${WEBHOOKS}/${id}/test`)
  await waitFor(() => received.length === 1)
  expect(JSON.parse(received[0]?.text ?? '')).toEqual({ text: expect.stringContaining('Bunting') })
  expect(received[0]?.headers['bunting-signature']).toBeUndefined()
})

it('signs in where the address has a user and a password', async () => {
  const { url, received } = await receiver()
  const { id } = await createWebhook({ name: 'Inside', url: url.replace('//', '//ana:p%40ss@') })
  await server.admin.request('POST', `${WEBHOOKS}/${id}/test`)
  await waitFor(() => received.length === 1)
  const basic = Buffer.from('ana:p@ss').toString('base64')
  expect(received[0]?.headers.authorization).toBe(`Basic ${basic}`)
})

it('tries again until it is taken, with the same delivery id', async () => {
  const { url, received } = await receiver(500)
  const { id } = await createWebhook({ name: 'Shaky', url })
  await server.admin.request('POST', `${WEBHOOKS}/${id}/test`)
  await waitFor(async () => (await listed(id))?.lastDelivery?.attempts === 1)
  expect((await listed(id))?.lastDelivery).toMatchObject({ state: 'waiting', outcome: '500' })
  await waitFor(() => received.length === 2, { timeoutMs: 30_000 })
  const ids = received.map(({ headers }) => headers['bunting-delivery'])
  expect(ids[0]).toBe(ids[1])
  await waitFor(async () => (await listed(id))?.lastDelivery?.state === 'delivered')
})

it('shows neither the secret nor what follows the host again', async () => {
  const { url } = await receiver()
  const { id, secret } = await createWebhook({ name: 'Quiet', url: url.replace('//', '//s3cret@') })
  const text = JSON.stringify(await listed(id))
  expect(text).not.toContain(secret)
  expect(text).not.toContain('s3cret')
})

it.each(['ftp://example.com', 'javascript:alert(1)', 'nowhere'])('refuses %s', async (url) => {
  const { status, body } = await server.admin.request<Problem>('POST', WEBHOOKS, { name: 'x', url })
  expect(status).toBe(400)
  expect(body.errors?.[0]?.path).toBe('url')
})

it('ends a loop that makes them', async () => {
  await server.admin.request('POST', '/projects', { key: 'crowded' })
  const make = (at: number) =>
    server.admin.request<Problem>('POST', '/projects/crowded/webhooks', {
      name: `hook ${at}`,
      url: 'https://hooks.example/',
    })
  for (let at = 0; at < 50; at += 1) expect((await make(at)).status).toBe(201)
  expect(await make(50)).toMatchObject({ status: 409, body: { code: 'limit_reached' } })
})
