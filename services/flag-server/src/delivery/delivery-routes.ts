import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { AppError } from '../http/app-error.ts'
import { Key } from '../http/fields.ts'
import { findEnvironment } from '../projects/find-project.ts'
import { ConnectionCount, Delivery } from './delivery-schemas.ts'
import { countConnections, readDelivery } from './read-delivery.ts'

const InEnvironment = z.object({ project: Key, environment: Key })
const OneRevision = InEnvironment.extend({ revision: z.coerce.number().int().nonnegative() })

export const deliveryRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    '/projects/:project/environments/:environment/revisions/:revision/delivery',
    {
      schema: {
        tags: ['delivery'],
        summary:
          'On how many of the connected SDKs a revision is in force, and how fast it got there',
        params: OneRevision,
        response: { 200: Delivery },
      },
    },
    async ({ params }) => {
      const { environment } = await findEnvironment(db, params.project, params.environment)
      if (params.revision > environment.revision) {
        throw new AppError(
          'revision_not_found',
          `the newest revision of "${environment.key}" is ${environment.revision}`,
        )
      }
      return readDelivery(db, environment.id, params.revision)
    },
  )

  app.get(
    '/projects/:project/environments/:environment/connections/count',
    {
      schema: {
        tags: ['delivery'],
        summary: 'How many SDKs are connected, as the server processes last wrote it down',
        params: InEnvironment,
        response: { 200: ConnectionCount },
      },
    },
    async ({ params }) => {
      const { environment } = await findEnvironment(db, params.project, params.environment)
      return countConnections(db, environment.id, environment.revision)
    },
  )
}
