import type { Api } from '../http/api.ts'
import type { Services } from '../services.ts'
import { applyRequest } from './apply-change-request.ts'
import { OneRequest, REQUEST } from './change-request-paths.ts'
import { Application, ChangeRequestView, Schedule } from './change-request-schemas.ts'
import { scheduleRequest, unscheduleRequest } from './schedule-change-request.ts'
import { viewChangeRequest } from './view-change-request.ts'

/** When a request is applied. */
export function timeRoutes(app: Api, services: Services): void {
  const { db } = services
  app.post(
    `${REQUEST}/apply`,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Apply a change request now',
        params: OneRequest,
        body: Application.nullish(),
        response: { 200: ChangeRequestView },
      },
    },
    async ({ access, params: { project, number }, body }) => {
      await applyRequest(db, access, project, number, body?.edition)
      return viewChangeRequest(db, access, project, number)
    },
  )

  app.post(
    `${REQUEST}/schedule`,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Have a change request applied at a time',
        params: OneRequest,
        body: Schedule,
        response: { 200: ChangeRequestView },
      },
    },
    async ({ access, params: { project, number }, body }) => {
      await scheduleRequest(db, access, project, number, body)
      return viewChangeRequest(db, access, project, number)
    },
  )

  app.delete(
    `${REQUEST}/schedule`,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Take a change request off the schedule',
        params: OneRequest,
        response: { 200: ChangeRequestView },
      },
    },
    async ({ access, params: { project, number } }) => {
      await unscheduleRequest(db, access, project, number)
      return viewChangeRequest(db, access, project, number)
    },
  )
}
