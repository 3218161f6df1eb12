import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { compressAnswer } from '../http/compress-answer.ts'
import { Key } from '../http/fields.ts'
import { configureFlag } from './configure-flag.ts'
import { createFlag } from './create-flag.ts'
import { findConfiguration, findFlag } from './find-flag.ts'
import { flagLifeRoutes } from './flag-life-routes.ts'
import { FlagQuery } from './flag-query.ts'
import {
  FlagConfigurationChanged,
  FlagConfigurationPatch,
  FlagList,
  FlagPatch,
  FlagView,
  Kill,
  Killed,
  NewFlag,
  Reshuffle,
} from './flag-schemas.ts'
import { killFlag } from './kill-flag.ts'
import { listFlags } from './list-flags.ts'
import { reshuffleFlag } from './reshuffle-flag.ts'
import { updateFlag } from './update-flag.ts'

const InProject = z.object({ project: Key })
const OneFlag = z.object({ project: Key, flag: Key })
const InEnvironment = z.object({ project: Key, environment: Key, flag: Key })

const FLAGS = '/projects/:project/flags'
const CONFIGURATION = '/projects/:project/environments/:environment/flags/:flag'

export const flagRoutes: ApiPlugin = async (app, services) => {
  const { db } = services
  await flagLifeRoutes(app, services)

  app.post(
    FLAGS,
    {
      schema: {
        tags: ['flags'],
        summary: 'Create a flag, off in every environment',
        params: InProject,
        body: NewFlag,
        response: { 201: FlagView },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await createFlag(db, request.actor, request.params.project, request.body)),
  )

  app.get(
    FLAGS,
    {
      onSend: compressAnswer,
      schema: {
        tags: ['flags'],
        summary: 'List, search and sort flags, a page at a time',
        params: InProject,
        querystring: FlagQuery,
        response: { 200: FlagList },
      },
    },
    (request) => listFlags(db, request.params.project, request.query),
  )

  app.get(
    `${FLAGS}/:flag`,
    {
      schema: {
        tags: ['flags'],
        summary: 'A flag with its configuration in every environment',
        params: OneFlag,
        response: { 200: FlagView },
      },
    },
    (request) => findFlag(db, request.params.project, request.params.flag),
  )

  app.patch(
    `${FLAGS}/:flag`,
    {
      schema: {
        tags: ['flags'],
        summary:
          'Change name, description, tags, kind, owner, end date, variants, or who may have it',
        params: OneFlag,
        body: FlagPatch,
        response: { 200: FlagView },
      },
    },
    (request) =>
      updateFlag(db, request.actor, request.params.project, request.params.flag, request.body),
  )

  app.get(
    CONFIGURATION,
    {
      schema: {
        tags: ['flags'],
        summary: 'What one environment does with a flag',
        params: InEnvironment,
        response: { 200: FlagConfigurationChanged },
      },
    },
    (request) => findConfiguration(db, request.params),
  )

  app.patch(
    CONFIGURATION,
    {
      schema: {
        tags: ['flags'],
        summary: 'Switch a flag on or off, or change what it serves to whom',
        params: InEnvironment,
        body: FlagConfigurationPatch,
        response: { 200: FlagConfigurationChanged },
      },
    },
    (request) => configureFlag(services, request.actor, request.params, request.body),
  )

  app.post(
    `${CONFIGURATION}/kill`,
    {
      schema: {
        tags: ['flags'],
        summary: 'Switch a flag off at once, whatever its version',
        params: InEnvironment,
        body: Kill.nullish(),
        response: { 200: Killed },
      },
    },
    (request) => killFlag(db, request.actor, request.params, request.body?.reason),
  )

  app.post(
    `${CONFIGURATION}/reshuffle`,
    {
      schema: {
        tags: ['flags'],
        summary: 'Draw anew who is in which part of the rollouts, in this environment',
        params: InEnvironment,
        body: Reshuffle.nullish(),
        response: { 200: FlagConfigurationChanged },
      },
    },
    (request) => reshuffleFlag(db, request.actor, request.params, request.body ?? {}),
  )
}
