import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { AuditList } from './audit-schemas.ts'
import { listAudit } from './list-audit.ts'

const InProject = z.object({ project: Key })
const Query = z.strictObject({
  /** With what concerns every environment. */
  environment: Key.optional(),
  flag: Key.optional(),
  segment: Key.optional(),
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const auditRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    '/projects/:project/audit',
    {
      schema: {
        tags: ['audit'],
        summary: 'Who changed what, from what to what, and why; newest first',
        params: InProject,
        querystring: Query,
        response: { 200: AuditList },
      },
    },
    (request) => listAudit(db, request.params.project, request.query),
  )
}
