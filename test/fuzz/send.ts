import { Agent, request } from 'node:http'

/** A request as it goes over the wire, to the byte. */
export interface WireRequest {
  readonly method: string
  /** With its query, encoded as it is meant to be sent. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

export interface WireAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
}

/** What the server must have answered by; nothing that is asked here is more work than this. */
const ANSWER_MS = 10_000

export interface Sender {
  send(wire: WireRequest): Promise<WireAnswer>
  close(): void
}

/** `fetch` would mend what is wrong with a path, or refuse to send it. */
export function createSender(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  return {
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const bytes = body === undefined ? undefined : Buffer.from(body as string)
        const length = bytes && { 'content-length': String(bytes.length) }
        const sent = request(
          new URL(url),
          { agent, method, path, headers: { ...headers, ...length }, timeout: ANSWER_MS },
          (response) => {
            const parts: Buffer[] = []
            response.on('data', (part: Buffer) => parts.push(part))
            response.on('error', reject)
            response.on('end', () => {
              const { statusCode: status = 0 } = response
              const text = Buffer.concat(parts).toString('utf8')
              resolve({ status, headers: response.headers, text })
            })
          },
        )
        sent.on('upgrade', ({ statusCode: status = 0, headers }, socket) => {
          socket.destroy()
          resolve({ status, headers, text: '' })
        })
        sent.on('timeout', () => sent.destroy(new Error(`no answer within ${ANSWER_MS} ms`)))
        sent.on('error', reject)
        sent.end(bytes)
      }),
    close: () => agent.destroy(),
  }
}
