import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encodeLine, murmur3, type Ruleset } from '@bunting/evaluator'
import { encodeFrame, PROTOCOL } from '@bunting/protocol/wire'
import { WebSocketServer } from 'ws'

/**
 * Rulesets that no server would save, on real sockets: `http://…/NAME` as an SDK's url leads to the
 * ruleset called NAME.
 */
export async function serveRulesets(
  rulesets: ReadonlyMap<string, Ruleset>,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer()
  const sockets = new WebSocketServer({ server, handleProtocols: () => PROTOCOL })
  sockets.on('connection', (socket, request) => {
    const [, name = ''] = request.url?.split('/') ?? []
    const ruleset = rulesets.get(decodeURIComponent(name))
    if (!ruleset) return socket.close(4401)
    socket.once('message', () => socket.send(snapshotOf(ruleset)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      server.close()
      await once(server, 'close')
    },
  }
}

function snapshotOf({ flags, segments }: Ruleset): string {
  const lines = [...flags, ...segments].map(encodeLine)
  const checksum = lines.reduce((sum, line) => (sum + murmur3(line)) >>> 0, 0)
  const counts = { flags: flags.length, segments: segments.length }
  return encodeFrame(
    { type: 'snapshot', epoch: 'vectors', revision: 1, checksum, ...counts },
    lines,
  )
}
