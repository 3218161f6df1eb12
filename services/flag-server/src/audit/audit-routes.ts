import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { conditionsOf } from './audit-filter.ts'
import { AuditExport, AuditFacets, AuditList, AuditQuery } from './audit-schemas.ts'
import { listAudit } from './list-audit.ts'
import { listFacets } from './list-facets.ts'
import { EXPORT_ANSWER, sendExport } from './send-export.ts'

const InProject = z.object({ project: Key })
const AUDIT = '/projects/:project/audit'

export const auditRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    AUDIT,
    {
      schema: {
        tags: ['audit'],
        summary: 'Who changed what, from what to what, and why; newest first',
        params: InProject,
        querystring: AuditQuery,
        response: { 200: AuditList },
      },
    },
    async ({ params, query: { cursor, limit, ...filter } }) =>
      listAudit(db, await conditionsOf(db, params.project, filter), { cursor, limit }),
  )

  app.get(
    `${AUDIT}/facets`,
    {
      schema: {
        tags: ['audit'],
        summary: 'Who and what there is to filter by',
        params: InProject,
        response: { 200: AuditFacets },
      },
    },
    (request) => listFacets(db, request.params.project),
  )

  app.get(
    `${AUDIT}/export`,
    {
      schema: {
        tags: ['audit'],
        summary: 'The same as a file, however long: CSV, or a JSON object a line',
        params: InProject,
        querystring: AuditExport,
        response: {
          200: EXPORT_ANSWER,
        },
      },
    },
    async ({ params: { project }, query: { format, ...filter } }, reply) =>
      sendExport(reply, db, await conditionsOf(db, project, filter), format, project),
  )
}
