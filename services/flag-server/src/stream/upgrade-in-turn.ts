import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * After a restart thousands ask for a WebSocket in the same moment, and each is some work: they wait here,
 * at most as many as there may be open files, and whoever gives up meanwhile is forgotten.
 */
export function upgradeInTurn(server: Server, inTurn: (work: () => void) => void): void {
  const upgrade = server.listeners('upgrade')
  server.removeAllListeners('upgrade')
  server.on('upgrade', (request, socket: Duplex, head) => {
    const forget = () => void socket.destroy()
    // Node has taken its own listener off; an error that nobody hears would end the process.
    socket.on('error', forget)
    inTurn(() => {
      if (socket.destroyed) return
      for (const listener of upgrade) listener.call(server, request, socket, head)
      socket.off('error', forget)
    })
  })
}
