import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { compareEnvironments } from './compare-environments.ts'
import { Comparison } from './comparison-schemas.ts'

const Query = z.strictObject({
  left: Key,
  right: Key,
  search: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const comparisonRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    '/projects/:project/comparison',
    {
      schema: {
        tags: ['history'],
        summary: 'The flags and segments that two environments treat differently',
        params: z.object({ project: Key }),
        querystring: Query,
        response: { 200: Comparison },
      },
    },
    (request) => compareEnvironments(db, request.params.project, request.query),
  )
}
