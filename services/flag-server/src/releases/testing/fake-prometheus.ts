import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What it says to a query: a status and a body, or nothing at all. */
export type PrometheusAnswer = { readonly status?: number; readonly body: string } | 'hangs'

export interface FakePrometheus {
  readonly url: string
  /** What was asked, one after the other. */
  readonly asked: { readonly query: string; readonly authorization: string | undefined }[]
  answer: PrometheusAnswer
}

export const success = (resultType: string, result: unknown): PrometheusAnswer => ({
  body: JSON.stringify({ status: 'success', data: { resultType, result } }),
})

/** A vector of one. */
export const value = (text: string): PrometheusAnswer =>
  success('vector', [{ metric: {}, value: [1_700_000_000.1, text] }])

/** Prometheus over real HTTP, as far as its instant queries go. */
export async function startFakePrometheus(): Promise<FakePrometheus> {
  const http = createServer(async (request, response) => {
    const form = new URLSearchParams(await textOf(request))
    const { authorization } = request.headers
    fake.asked.push({ query: form.get('query') ?? '', authorization })
    if (fake.answer === 'hangs') return
    const isQuery = request.method === 'POST' && request.url === '/api/v1/query'
    const { status = 200, body } = isQuery ? fake.answer : { status: 404, body: '' }
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  const { port } = http.address() as AddressInfo
  const fake: FakePrometheus = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    answer: value('0'),
  }
  return fake
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += part
  return text
}
