import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { explainFlag } from './explain-flag.ts'
import { explainFlags } from './explain-flags.ts'
import { Explain, ExplainFlags, FlagExplained, FlagsExplained } from './explain-schemas.ts'

const InEnvironment = z.object({ project: Key, environment: Key })
const OneFlag = InEnvironment.extend({ flag: Key })

const ENVIRONMENT = '/projects/:project/environments/:environment'

export const evaluationRoutes: ApiPlugin = async (app, services) => {
  app.post(
    `${ENVIRONMENT}/explain`,
    {
      schema: {
        tags: ['evaluation'],
        summary: 'What every flag answers to a context, now or as of a past moment',
        params: InEnvironment,
        body: ExplainFlags,
        response: { 200: FlagsExplained },
      },
    },
    (request) => explainFlags(services, request.params, request.body),
  )

  app.post(
    `${ENVIRONMENT}/flags/:flag/explain`,
    {
      schema: {
        tags: ['evaluation'],
        summary: 'What a flag answers to a context, and why, now or as of a past moment',
        params: OneFlag,
        body: Explain,
        response: { 200: FlagExplained },
      },
    },
    (request) => explainFlag(services, request.params, request.body),
  )
}
