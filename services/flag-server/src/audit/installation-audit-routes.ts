import type { ApiPlugin } from '../http/api.ts'
import { conditionsOfInstallation } from './audit-filter.ts'
import { AuditExport, AuditList, AuditQuery } from './audit-schemas.ts'
import { listAudit } from './list-audit.ts'
import { EXPORT_ANSWER, sendExport } from './send-export.ts'

/** Of no project, so that nothing of a project narrows it. */
const OF_PROJECTS = { environment: true, flag: true, segment: true } as const

/** The history of what is of no project: people, sign-ins, invitations, single sign-on. */
export const installationAuditRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    '/audit',
    {
      schema: {
        tags: ['audit'],
        summary: 'What happened to accounts: sign-ins, invitations, rights; newest first',
        querystring: AuditQuery.omit(OF_PROJECTS),
        response: { 200: AuditList },
      },
    },
    ({ query: { cursor, limit, ...filter } }) =>
      listAudit(db, conditionsOfInstallation(filter), { cursor, limit }),
  )

  app.get(
    '/audit/export',
    {
      schema: {
        tags: ['audit'],
        summary: 'The same as a file, however long: CSV, or a JSON object a line',
        querystring: AuditExport.omit(OF_PROJECTS),
        response: { 200: EXPORT_ANSWER },
      },
    },
    async ({ query: { format, ...filter } }, reply) =>
      sendExport(reply, db, conditionsOfInstallation(filter), format, 'accounts'),
  )
}
