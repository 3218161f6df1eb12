import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { personBehind } from '../http/actor.ts'
import type { ApiPlugin } from '../http/api.ts'
import { AppError } from '../http/app-error.ts'
import { Key } from '../http/fields.ts'
import { findProject } from '../projects/find-project.ts'
import type { LiveMessage } from './live-message.ts'

const HEARTBEAT_MS = 10_000
const RECHECK_BEATS = 3
/** Close code for who may not look any longer. */
const TURNED_AWAY = 4403
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
      const recheck = async () => {
        const verdict = await askAgain(request)
        if (verdict === 'refused')
          socket.close(TURNED_AWAY, 'you may not see this project any longer')
        return verdict
      }
      let beat = 0
      const beats = setInterval(() => {
        tell({ type: 'heartbeat' })
        // A token expires without a word, and a notification may be missed.
        if (++beat % RECHECK_BEATS === 0) void recheck()
      }, HEARTBEAT_MS)
      let leave: (() => void) | undefined
      socket.on('error', (error) => request.log.debug({ err: error }, 'an admin socket broke'))
      socket.on('close', () => {
        clearInterval(beats)
        leave?.()
      })
      const project = await findProject(db, request.params.project)
      if (socket.readyState !== socket.OPEN) return
      const quietMs = liveHub.quietMs()
      leave = liveHub.join(project.id, {
        personId: personBehind(request.actor),
        tell,
        // What they may is part of the project as they see it.
        recheck: () =>
          void recheck().then((verdict) => {
            if (verdict === 'allowed') tell({ type: 'changed', what: 'members' })
          }),
      })
      // Between the handshake and here they may have lost it, and nobody would have said so.
      await recheck()
      tell({ type: 'joined', quietMs })
    },
  )
}

/** A database that is away and a limit that was met refuse nobody. */
async function askAgain(request: FastifyRequest): Promise<'allowed' | 'refused' | 'unknown'> {
  try {
    await request.askAgain()
    return 'allowed'
  } catch (error) {
    const refused = error instanceof AppError && [401, 403, 404].includes(error.status)
    return refused ? 'refused' : 'unknown'
  }
}
