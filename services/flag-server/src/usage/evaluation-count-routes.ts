import { z } from 'zod'
import { findFlagRow } from '../flags/find-flag.ts'
import type { ApiPlugin } from '../http/api.ts'
import { compressAnswer } from '../http/compress-answer.ts'
import { Key, Text } from '../http/fields.ts'
import { findEnvironment } from '../projects/find-project.ts'
import {
  Evaluations,
  EvaluationsOfFlags,
  EvaluationsQuery,
  FlagsQuery,
  UnknownFlagList,
} from './evaluation-schemas.ts'
import { readEvaluations, readEvaluationsOfFlags } from './read-evaluations.ts'
import { spanOf } from './span-of.ts'
import { forgetUnknownFlag, listUnknownFlags } from './unknown-flags.ts'

const InEnvironment = z.object({ project: Key, environment: Key })
const OneFlag = InEnvironment.extend({ flag: Key })
/** Code may ask for any name, also for one that no flag can have. */
const OneName = InEnvironment.extend({ name: Text.min(1).max(256) })

const ENVIRONMENT = '/projects/:project/environments/:environment'

export const evaluationCountRoutes: ApiPlugin = async (app, { db, listener }) => {
  app.get(
    `${ENVIRONMENT}/flags/:flag/evaluations`,
    {
      schema: {
        tags: ['evaluations'],
        summary: 'How often a flag was evaluated, by variant and over time',
        params: OneFlag,
        querystring: EvaluationsQuery,
        response: { 200: Evaluations },
      },
    },
    async ({ params, query }) => {
      const { project, environment } = await findEnvironment(db, params.project, params.environment)
      const { key, variants } = await findFlagRow(db, project, params.flag)
      const flag = { key, variants: Object.keys(variants) }
      return readEvaluations(db, environment, flag, spanOf(query, listener.databaseNow()))
    },
  )

  app.get(
    `${ENVIRONMENT}/evaluations`,
    {
      onSend: compressAnswer,
      schema: {
        tags: ['evaluations'],
        summary: 'How often each of some flags was evaluated in the last 24 hours, by the hour',
        params: InEnvironment,
        querystring: FlagsQuery,
        response: { 200: EvaluationsOfFlags },
      },
    },
    async ({ params, query }) => {
      const { environment } = await findEnvironment(db, params.project, params.environment)
      return readEvaluationsOfFlags(db, environment, query.flags, listener.databaseNow())
    },
  )

  app.get(
    `${ENVIRONMENT}/unknown-flags`,
    {
      schema: {
        tags: ['evaluations'],
        summary: 'Names that code asks for and that no flag has',
        params: InEnvironment,
        response: { 200: UnknownFlagList },
      },
    },
    async ({ params }) => {
      const { project, environment } = await findEnvironment(db, params.project, params.environment)
      return listUnknownFlags(db, project.id, environment.id)
    },
  )

  app.delete(
    `${ENVIRONMENT}/unknown-flags/:name`,
    {
      schema: {
        tags: ['evaluations'],
        summary: 'Forget such a name until it is asked for again',
        params: OneName,
        response: { 204: z.null() },
      },
    },
    async ({ params }, reply) => {
      const { environment } = await findEnvironment(db, params.project, params.environment)
      await forgetUnknownFlag(db, environment.id, params.name)
      return reply.code(204).send(null)
    },
  )
}
