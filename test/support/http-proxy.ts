import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** Passes requests on as they are; `before` happens first, while the caller waits. Answers its address. */
export async function startHttpProxy(
  target: string,
  before: (request: { readonly method: string; readonly path: string }) => Promise<unknown>,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url: path = '/', headers } = request
    const body = await text(request)
    await before({ method, path })
    const { authorization = '', 'content-type': type } = headers
    const answer = await fetch(`${target}${path}`, {
      method,
      headers: { authorization, ...(type && { 'content-type': type }) },
      ...(body && { body }),
    })
    const answered = answer.headers.get('content-type') ?? 'application/json'
    response.writeHead(answer.status, { 'content-type': answered }).end(await answer.text())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
