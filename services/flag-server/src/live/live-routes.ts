import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { findProject } from '../projects/find-project.ts'
import type { LiveMessage } from './live-message.ts'

const HEARTBEAT_MS = 10_000
const MOST_UNREAD_BYTES = 1024 * 1024

/** What keeps an open admin UI true: `GET /api/v1/projects/{project}/live`, a WebSocket. */
export const liveRoutes: ApiPlugin = async (app, { db, liveHub }) => {
  app.get(
    '/projects/:project/live',
    {
      websocket: true,
      schema: { hide: true, params: z.object({ project: Key }) },
      preValidation: async (request) => {
        await findProject(db, (request.params as { project: string }).project)
      },
    },
    async (socket, request) => {
      const tell = (message: LiveMessage) => {
        // Who does not read is cut off; the page connects again and reads everything anew.
        if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate()
        else socket.send(JSON.stringify(message))
      }
      const beats = setInterval(() => tell({ type: 'heartbeat' }), HEARTBEAT_MS)
      let leave: (() => void) | undefined
      socket.on('error', (error) => request.log.debug({ err: error }, 'an admin socket broke'))
      socket.on('close', () => {
        clearInterval(beats)
        leave?.()
      })
      const project = await findProject(db, request.params.project)
      if (socket.readyState !== socket.OPEN) return
      leave = liveHub.join(project.id, tell)
      tell({ type: 'heartbeat' })
    },
  )
}
