import { decodeFrame, PROTOCOL } from '@bunting/protocol'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { waitFor } from './wait-for.ts'

/** An SDK's socket, written down to the last byte. */
export interface Eavesdropped {
  /** All text and headers that came, escapes resolved as well as not. */
  heard(): string
  /** What the socket holds now, for a `hello` that resumes. */
  holds(): Holds
  send(message: object): void
  reaches(revision: number): Promise<unknown>
  frames(type: string): number
  close(): void
}

export interface Holds {
  readonly epoch: string
  readonly revision: number
  readonly checksum: number
}

/** Connects as a browser does, key in `hello`, and says that it answers previews. */
export async function eavesdrop(url: string, key: string, holds?: Holds): Promise<Eavesdropped> {
  const texts: string[] = []
  const types: string[] = []
  let held: Holds = holds ?? { epoch: '', revision: 0, checksum: 0 }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sdk/v1/stream`, PROTOCOL)
  onTestFinished(() => socket.terminate())
  socket.on('upgrade', ({ rawHeaders }) => texts.push(...rawHeaders))
  socket.on('close', (code, reason) => texts.push(`${code} ${reason}`))
  socket.on('error', () => undefined)
  socket.on('message', (data) => {
    texts.push(data.toString())
    const header = decodeFrame(data.toString()).header as Partial<Holds> & {
      type: string
      to?: number
    }
    types.push(header.type)
    const { epoch, checksum, revision = header.to } = header
    if (epoch !== undefined && revision !== undefined)
      held = { epoch, revision, checksum: checksum ?? held.checksum }
  })
  const send = (message: object) => socket.send(JSON.stringify(message))
  await waitFor(() => socket.readyState === WebSocket.OPEN, { what: 'the socket to open' })
  const sdk = { name: 'eavesdropper', version: '1' }
  send({ type: 'hello', key, sdk, instance: 'ear', previews: true, ...(holds && { holds }) })
  await waitFor(() => types.length > 0, { what: 'a first message' })
  return {
    heard: () => resolved(texts.join('\n')),
    holds: () => held,
    send,
    reaches: (revision) =>
      waitFor(() => held.revision >= revision, { what: `revision ${revision}` }),
    frames: (type) => types.filter((one) => one === type).length,
    close: () => socket.close(),
  }
}

/** All headers and the body of `GET /sdk/v1/ruleset`, in each coding and for who holds it already. */
export async function fetchRuleset(url: string, key: string): Promise<string> {
  const authorization = `Bearer ${key}`
  const texts: string[] = []
  let etag = ''
  for (const more of [{}, { 'accept-encoding': 'br' }, { 'accept-encoding': 'gzip' }, 'again']) {
    const headers = more === 'again' ? { 'if-none-match': etag } : (more as Record<string, string>)
    const response = await fetch(`${url}/sdk/v1/ruleset`, {
      headers: { authorization, ...headers },
    })
    if (!response.ok && response.status !== 304)
      throw new Error(`GET /sdk/v1/ruleset: ${response.status}`)
    etag = response.headers.get('etag') ?? ''
    texts.push(JSON.stringify([...response.headers]), await response.text())
  }
  return resolved(texts.join('\n'))
}

/** The text, and again with its `\u` escapes read. */
function resolved(text: string): string {
  const read = text.replace(/\\u([\da-f]{4})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return `${text}\n${read}`
}
