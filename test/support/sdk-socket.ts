import type { ClientMessage, Hello, Previewed, ServerMessage } from '@bunting/protocol'
import { decodeFrame } from '@bunting/protocol/wire'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { TestServer } from './test-server.ts'
import { waitFor } from './wait-for.ts'

export interface Heard {
  readonly message: ServerMessage
  /** Of a frame. */
  readonly lines: readonly string[]
}

/** A server SDK reduced to its socket, whose words the test chooses. */
export interface SdkSocket {
  readonly heard: readonly Heard[]
  say(message: ClientMessage): void
  close(): void
}

export interface SdkSocketOptions {
  readonly hello?: Partial<Hello>
  /** A server key of `production` unless told. */
  readonly key?: string
  /** What to say to what was heard. */
  readonly answer?: (message: ServerMessage) => ClientMessage | undefined
}

/** Connected, and greeted: with a snapshot unless its hello holds something; closed at the end of the test. */
export async function openSdkSocket(
  server: Pick<TestServer, 'url' | 'admin'>,
  { hello, answer, ...options }: SdkSocketOptions = {},
): Promise<SdkSocket> {
  const key = options.key ?? (await server.admin.createSdkKey('server')).key
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sdk/v1/stream`, 'bunting.v1', {
    headers: { authorization: `Bearer ${key}` },
  })
  onTestFinished(() => socket.terminate())
  const heard: Heard[] = []
  const say = (message: ClientMessage) => socket.send(JSON.stringify(message))
  socket.on('message', (data) => {
    const { header, lines } = decodeFrame(data.toString())
    const message = header as ServerMessage
    heard.push({ message, lines })
    const said = answer?.(message)
    if (said) say(said)
  })
  socket.on('open', () =>
    say({ type: 'hello', sdk: { name: 'by-hand', version: '1' }, instance: 'by-hand', ...hello }),
  )
  await waitFor(() => heard.length > 0, { what: 'a greeting' })
  return { heard, say, close: () => socket.close() }
}

/** One that answers every preview with these counts. */
export function openPreviewer(
  server: Pick<TestServer, 'url' | 'admin'>,
  counts: Pick<Previewed, 'contexts' | 'changes'>,
  options: Pick<SdkSocketOptions, 'key'> = {},
): Promise<SdkSocket> {
  return openSdkSocket(server, {
    ...options,
    hello: { previews: true },
    answer: (message) =>
      message.type === 'preview' ? { type: 'previewed', id: message.id, ...counts } : undefined,
  })
}
