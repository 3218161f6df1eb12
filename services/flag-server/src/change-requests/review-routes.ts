import type { Api } from '../http/api.ts'
import type { Services } from '../services.ts'
import { OneRequest, REQUEST } from './change-request-paths.ts'
import {
  Approval,
  ChangeRequestView,
  NewComment,
  Rejection,
  Withdrawal,
} from './change-request-schemas.ts'
import {
  approveRequest,
  commentOnRequest,
  rejectRequest,
  withdrawRequest,
} from './review-change-request.ts'
import { updateRequest } from './update-change-request.ts'
import { viewChangeRequest } from './view-change-request.ts'

/** What people say to a request. */
export function reviewRoutes(app: Api, services: Services): void {
  const { db } = services
  app.post(
    `${REQUEST}/comments`,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Say something about a change request',
        params: OneRequest,
        body: NewComment,
        response: { 200: ChangeRequestView },
      },
    },
    async ({ access, params: { project, number }, body }) => {
      await commentOnRequest(db, access, project, number, body.text)
      return viewChangeRequest(db, access, project, number)
    },
  )

  app.post(
    `${REQUEST}/approvals`,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Approve a change request of somebody else',
        params: OneRequest,
        body: Approval,
        response: { 200: ChangeRequestView },
      },
    },
    async ({ access, params: { project, number }, body }) => {
      await approveRequest(db, access, project, number, body)
      return viewChangeRequest(db, access, project, number)
    },
  )

  app.post(
    `${REQUEST}/rejections`,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Reject a change request of somebody else',
        params: OneRequest,
        body: Rejection.nullish(),
        response: { 200: ChangeRequestView },
      },
    },
    async ({ access, params: { project, number }, body }) => {
      await rejectRequest(db, access, project, number, body ?? {})
      return viewChangeRequest(db, access, project, number)
    },
  )

  app.post(
    `${REQUEST}/withdrawal`,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Withdraw a change request',
        params: OneRequest,
        body: Withdrawal.nullish(),
        response: { 200: ChangeRequestView },
      },
    },
    async ({ access, params: { project, number }, body }) => {
      await withdrawRequest(db, access, project, number, body ?? {})
      return viewChangeRequest(db, access, project, number)
    },
  )

  app.post(
    `${REQUEST}/update`,
    {
      schema: {
        tags: ['change requests'],
        summary: 'Bring a change request to the present; it needs approval again',
        params: OneRequest,
        response: { 200: ChangeRequestView },
      },
    },
    async ({ access, params: { project, number } }) => {
      await updateRequest(services, access, project, number)
      return viewChangeRequest(db, access, project, number)
    },
  )
}
