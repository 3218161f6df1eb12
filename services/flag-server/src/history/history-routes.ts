import { z } from 'zod'
import type { Api, ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import type { Services } from '../services.ts'
import { copyFlag, proposeCopy } from './copy-flag.ts'
import {
  Copy,
  CopyQuery,
  Proposal,
  Restore,
  Restored,
  Revert,
  ThenQuery,
} from './history-schemas.ts'
import { proposeEnvironment, restoreEnvironment } from './restore-environment.ts'
import { proposeRestore, restoreOne } from './restore-one.ts'
import { proposeRevert, revertChange } from './revert-change.ts'

const InEnvironment = z.object({ project: Key, environment: Key })
const OneThing = InEnvironment.extend({ key: Key })
const OneEntry = z.object({
  project: Key,
  entry: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
})

const ENVIRONMENT = '/projects/:project/environments/:environment'
const REVERT = '/projects/:project/audit/:entry/revert'

export const historyRoutes: ApiPlugin = async (app, services) => {
  const { db } = services
  revertRoutes(app, services)
  restoreRoutes(app, services, 'flag')
  restoreRoutes(app, services, 'segment')

  app.get(
    `${ENVIRONMENT}/restore`,
    {
      schema: {
        tags: ['history'],
        summary: 'What restoring a whole environment to a moment would change',
        params: InEnvironment,
        querystring: ThenQuery,
        response: { 200: Proposal },
      },
    },
    (request) => proposeEnvironment(db, request.params, request.query),
  )

  app.post(
    `${ENVIRONMENT}/restore`,
    {
      schema: {
        tags: ['history'],
        summary: 'Restore a whole environment to a moment, as one revision',
        params: InEnvironment,
        body: Restore,
        response: { 200: Restored },
      },
    },
    (request) => restoreEnvironment(db, request.actor, request.params, request.body),
  )

  app.get(
    `${ENVIRONMENT}/flags/:key/copy`,
    {
      schema: {
        tags: ['history'],
        summary: "What copying a flag's configuration from another environment would change",
        params: OneThing,
        querystring: CopyQuery,
        response: { 200: Proposal },
      },
    },
    ({ params: { key, ...place }, query }) => proposeCopy(db, { ...place, flag: key }, query.from),
  )

  app.post(
    `${ENVIRONMENT}/flags/:key/copy`,
    {
      schema: {
        tags: ['history'],
        summary: "Copy a flag's configuration from another environment",
        params: OneThing,
        body: Copy,
        response: { 200: Restored },
      },
    },
    ({ params: { key, ...place }, body, actor }) =>
      copyFlag(db, actor, { ...place, flag: key }, body),
  )
}

function revertRoutes(app: Api, { db }: Services): void {
  app.get(
    REVERT,
    {
      schema: {
        tags: ['history'],
        summary: 'What undoing one change would change now',
        params: OneEntry,
        response: { 200: Proposal },
      },
    },
    (request) => proposeRevert(db, request.params.project, request.params.entry),
  )

  app.post(
    REVERT,
    {
      schema: {
        tags: ['history'],
        summary: 'Undo one change by a new one',
        params: OneEntry,
        body: Revert.nullish(),
        response: { 200: Restored },
      },
    },
    ({ params, body, actor }) => revertChange(db, actor, params.project, params.entry, body ?? {}),
  )
}

function restoreRoutes(app: Api, { db }: Services, kind: 'flag' | 'segment'): void {
  const path = `${ENVIRONMENT}/${kind}s/:key/restore`
  app.get(
    path,
    {
      schema: {
        tags: ['history'],
        summary: `What restoring a ${kind} in one environment to a moment would change`,
        params: OneThing,
        querystring: ThenQuery,
        response: { 200: Proposal },
      },
    },
    (request) => proposeRestore(db, { ...request.params, kind }, request.query),
  )

  app.post(
    path,
    {
      schema: {
        tags: ['history'],
        summary: `Restore a ${kind} in one environment to a moment`,
        params: OneThing,
        body: Restore,
        response: { 200: Restored },
      },
    },
    (request) => restoreOne(db, request.actor, { ...request.params, kind }, request.body),
  )
}
