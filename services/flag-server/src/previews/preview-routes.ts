import { z } from 'zod'
import { FlagConfigurationPatch } from '../flags/flag-schemas.ts'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { previewFlag } from './preview-flag.ts'
import { FlagPreview } from './preview-schemas.ts'

export const previewRoutes: ApiPlugin = async (app, services) => {
  app.post(
    '/projects/:project/environments/:environment/flags/:flag/preview',
    {
      schema: {
        tags: ['flags'],
        summary:
          'How many of the people seen lately a change would move from one variant to another',
        params: z.object({ project: Key, environment: Key, flag: Key }),
        body: FlagConfigurationPatch,
        response: { 200: FlagPreview },
      },
    },
    (request) => previewFlag(services, request.params, request.body),
  )
}
