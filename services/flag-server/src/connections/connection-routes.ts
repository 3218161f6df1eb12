import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { ConnectionQuery, Connections } from './connection-schemas.ts'
import { listConnections } from './list-connections.ts'

export const connectionRoutes: ApiPlugin = async (app, services) => {
  app.get(
    '/projects/:project/environments/:environment/connections',
    {
      schema: {
        tags: ['delivery'],
        summary: 'Who is connected: instances, versions, the revision each holds',
        params: z.object({ project: Key, environment: Key }),
        querystring: ConnectionQuery,
        response: { 200: Connections },
      },
    },
    (request) => listConnections(services, request.params, request.query),
  )
}
