import { setImmediate } from 'node:timers'
import type { OpenSocket } from '@bunting/client'
import { WebSocket } from 'ws'
import type { CreateConnection } from './tunnel.ts'

/** No context is kept between messages: one costs some 300 KB a connection. */
const DEFLATE = { clientNoContextTakeover: true, serverNoContextTakeover: true }

/**
 * Sockets that carry the key in a header and never keep the process from ending.
 * @param tunnel connects through a proxy; undefined: there is none
 */
export function nodeSocket(key: string, tunnel?: CreateConnection): OpenSocket {
  return (url, protocol, events) => {
    let failure = ''
    const socket = new WebSocket(url, protocol, {
      headers: { authorization: `Bearer ${key}` },
      perMessageDeflate: DEFLATE,
      ...(tunnel && { createConnection: tunnel }),
      finishRequest(request) {
        request.on('socket', (connection) => connection.unref())
        request.end()
      },
    })
    socket.on('open', () => events.opened())
    socket.on('message', (data, isBinary) => events.received(isBinary ? data : data.toString()))
    // What counts is `close`, which follows; but an error that nobody listens to ends the process.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      failure = error.message || (error.code ?? '')
    })
    socket.on('close', (code, reason) => events.closed(code, reason.toString() || failure))
    return {
      send(text) {
        // What a client says is bookkeeping: whatever else has arrived in this turn goes first.
        setImmediate(() => {
          // Compressed it would be written later, and `close()` does not wait.
          if (socket.readyState === WebSocket.OPEN) socket.send(text, { compress: false })
        })
      },
      close() {
        // After what was sent before it.
        setImmediate(() => {
          socket.close(1000)
          // `ws` would wait 30 s for an answer, and the process with it; the other side may be gone.
          setImmediate(() => socket.terminate())
        })
      },
    }
  }
}
