import { Readable } from 'node:stream'
import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { conditionsOf } from './audit-filter.ts'
import { AuditExport, AuditFacets, AuditList, AuditQuery } from './audit-schemas.ts'
import { exportAudit } from './export-audit.ts'
import { listAudit } from './list-audit.ts'
import { listFacets } from './list-facets.ts'

const InProject = z.object({ project: Key })
const AUDIT = '/projects/:project/audit'
const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' }

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
    (request) => listAudit(db, request.params.project, request.query),
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
          // A stream goes out as it is.
          200: z.any().describe('text/csv, or application/x-ndjson'),
        },
      },
    },
    async (request, reply) => {
      const { format, ...filter } = request.query
      const { project } = request.params
      const conditions = await conditionsOf(db, project, filter)
      const day = new Date().toISOString().slice(0, 10)
      return reply
        .header('content-type', TYPES[format])
        .header('content-disposition', `attachment; filename="history-${project}-${day}.${format}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(exportAudit(db, conditions, format), { highWaterMark: 1 }))
    },
  )
}
