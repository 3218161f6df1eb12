import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { assessOperation } from './assess-operation.ts'
import { OneRequest, REQUEST, REQUESTS } from './change-request-paths.ts'
import {
  Assessment,
  AssessmentBody,
  ChangeRequestList,
  ChangeRequestQuery,
  ChangeRequestView,
  NewChangeRequest,
} from './change-request-schemas.ts'
import { listChangeRequests } from './list-change-requests.ts'
import { openChangeRequest } from './open-change-request.ts'
import { reviewRoutes } from './review-routes.ts'
import { timeRoutes } from './time-routes.ts'
import { viewChangeRequest } from './view-change-request.ts'

const InProject = z.object({ project: Key })
/** Lists of segments may be megabytes. */
const BODY_LIMIT = 64 * 1024 * 1024

export const changeRequestRoutes: ApiPlugin = async (app, services) => {
  const { db } = services
  app.get(
    REQUESTS,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Change requests, newest first, and how many wait for you',
        params: InProject,
        querystring: ChangeRequestQuery,
        response: { 200: ChangeRequestList },
      },
    },
    ({ access, params, query }) => listChangeRequests(db, access, params.project, query),
  )

  app.post(
    REQUESTS,
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        tags: ['change requests'],
        summary: 'Ask for a change, to be approved or to be applied at a time',
        params: InProject,
        body: NewChangeRequest,
        response: { 201: ChangeRequestView },
      },
    },
    async ({ access, params, body }, reply) => {
      const number = await openChangeRequest(services, access, params.project, body)
      return reply.code(201).send(await viewChangeRequest(db, access, params.project, number))
    },
  )

  app.post(
    `${REQUESTS}/assessment`,
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        tags: ['change requests'],
        summary: 'What a change would do, and what it would take; changes nothing',
        params: InProject,
        body: AssessmentBody,
        response: { 200: Assessment },
      },
    },
    ({ access, params, body }) => assessOperation(services, access, params.project, body.operation),
  )

  app.get(
    REQUEST,
    {
      schema: {
        tags: ['change requests'],
        summary: 'A change request: its difference, its story, and what you may do',
        params: OneRequest,
        response: { 200: ChangeRequestView },
      },
    },
    ({ access, params }) => viewChangeRequest(db, access, params.project, params.number),
  )

  reviewRoutes(app, services)
  timeRoutes(app, services)
}
