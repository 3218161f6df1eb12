import { z } from 'zod'
import { FlagConfigurationChanged } from '../flags/flag-schemas.ts'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { changeRelease } from './change-release.ts'
import { commandRelease } from './command-release.ts'
import { createRelease } from './create-release.ts'
import { findRelease, viewAfter } from './find-release.ts'
import { listReleases } from './list-releases.ts'
import { readDecisions } from './read-decisions.ts'
import { refuseUnanswerable } from './refuse-unanswerable.ts'
import { ReleaseQuery } from './release-query.ts'
import {
  Command,
  CommandBody,
  EvidenceView,
  NewRelease,
  ReleaseDetail,
  ReleaseList,
  ReleasePatch,
  Unlock,
} from './release-schemas.ts'
import { unlockFlag } from './unlock-flag.ts'

const InEnvironment = z.object({ project: Key, environment: Key })
const OneFlag = InEnvironment.extend({ flag: Key })
const OneRelease = InEnvironment.extend({ id: z.uuid() })
const OneCommand = OneRelease.extend({ command: Command })

const ENVIRONMENT = '/projects/:project/environments/:environment'
const FLAG = `${ENVIRONMENT}/flags/:flag`
const RELEASE = `${ENVIRONMENT}/releases/:id`

export const releaseRoutes: ApiPlugin = async (app, { db, config }) => {
  app.get(
    `${ENVIRONMENT}/releases`,
    {
      schema: {
        tags: ['releases'],
        summary: 'Releases of an environment, newest first, a page at a time',
        params: InEnvironment,
        querystring: ReleaseQuery,
        response: { 200: ReleaseList },
      },
    },
    ({ params, query }) => listReleases(db, params, query),
  )

  app.post(
    `${FLAG}/releases`,
    {
      schema: {
        tags: ['releases'],
        summary: 'Plan a release of a flag, and start it if you like',
        params: OneFlag,
        body: NewRelease,
        response: { 201: ReleaseDetail },
      },
    },
    async ({ params, body, actor }, reply) => {
      refuseUnanswerable(body.guards, config.prometheusUrl)
      const release = await createRelease(db, actor, params, body)
      return reply.code(201).send(await viewAfter(db, params, release))
    },
  )

  app.get(
    RELEASE,
    {
      schema: {
        tags: ['releases'],
        summary: 'Where a release stands, what its guards say, and why it waits or holds',
        params: OneRelease,
        response: { 200: ReleaseDetail },
      },
    },
    ({ params }) => findRelease(db, params),
  )

  app.patch(
    RELEASE,
    {
      schema: {
        tags: ['releases'],
        summary: 'Change stages or guards; the evidence of what changed begins anew',
        params: OneRelease,
        body: ReleasePatch,
        response: { 200: ReleaseDetail },
      },
    },
    async ({ params, body, actor }) => {
      refuseUnanswerable(body.guards ?? [], config.prometheusUrl)
      return viewAfter(db, params, await changeRelease(db, actor, params, body))
    },
  )

  app.post(
    `${RELEASE}/:command`,
    {
      schema: {
        tags: ['releases'],
        summary: 'Start, pause, resume, advance, roll back or abort a release',
        params: OneCommand,
        body: CommandBody.nullish(),
        response: { 200: ReleaseDetail },
      },
    },
    async ({ params, body, actor }) => {
      const moved = await commandRelease(db, actor, params, params.command, body ?? {})
      return viewAfter(db, params, moved)
    },
  )

  app.get(
    `${RELEASE}/evidence`,
    {
      schema: {
        tags: ['releases'],
        summary: 'Every decision of a release, with what it takes to compute each again',
        params: OneRelease,
        querystring: z.strictObject({
          records: z.stringbool().default(false),
          movedOnly: z.stringbool().default(false),
        }),
        response: { 200: EvidenceView },
      },
    },
    ({ params, query }) => readDecisions(db, params, query),
  )

  app.post(
    `${FLAG}/unlock`,
    {
      schema: {
        tags: ['releases'],
        summary: 'Let people widen again what a release rolled back',
        params: OneFlag,
        body: Unlock.nullish(),
        response: { 200: FlagConfigurationChanged },
      },
    },
    ({ params, body, actor }) => unlockFlag(db, actor, params, body ?? {}),
  )
}
