import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { compressAnswer } from '../http/compress-answer.ts'
import { Key } from '../http/fields.ts'
import { archiveFlag } from './archive-flag.ts'
import { bulkFlags } from './bulk-flags.ts'
import { deleteFlag } from './delete-flag.ts'
import { Archive, Bulk, BulkOutcomes, DeleteQuery, Unarchive } from './flag-life-schemas.ts'
import { FlagSelectionQuery } from './flag-query.ts'
import { FlagView } from './flag-schemas.ts'
import { FlagSelection, selectFlags } from './flag-selection.ts'
import { FlagFacets, listFlagFacets } from './list-flag-facets.ts'
import { restoreFlag } from './restore-flag.ts'

const InProject = z.object({ project: Key })
const OneFlag = z.object({ project: Key, flag: Key })
const FacetsQuery = z.strictObject({
  archived: z.stringbool({ truthy: ['true'], falsy: ['false'] }).optional(),
})

const FLAGS = '/projects/:project/flags'
const tags = ['flags']

export const flagLifeRoutes: ApiPlugin = async (app, services) => {
  const { db } = services
  app.post(
    `${FLAGS}/:flag/archive`,
    {
      schema: {
        tags,
        summary: 'Archive a flag: out of use everywhere, and all of it kept',
        params: OneFlag,
        body: Archive.nullish(),
        response: { 204: z.null() },
      },
    },
    async ({ access, params, body }, reply) => {
      await archiveFlag(db, access, params.project, params.flag, body ?? {})
      return reply.code(204).send(null)
    },
  )

  app.post(
    `${FLAGS}/:flag/restore`,
    {
      schema: {
        tags,
        summary: 'Bring an archived flag back, off everywhere unless told',
        params: OneFlag,
        body: Unarchive.nullish(),
        response: { 200: FlagView },
      },
    },
    ({ access, params, body }) => restoreFlag(db, access, params.project, params.flag, body ?? {}),
  )

  app.delete(
    `${FLAGS}/:flag`,
    {
      schema: {
        tags,
        summary: 'Delete an archived flag for good; its key is free then',
        params: OneFlag,
        querystring: DeleteQuery,
        response: { 204: z.null() },
      },
    },
    async ({ access, params, query }, reply) => {
      await deleteFlag(db, access, params.project, params.flag, query.force ?? false)
      return reply.code(204).send(null)
    },
  )

  app.post(
    `${FLAGS}/bulk`,
    {
      schema: {
        tags,
        summary: 'Do one thing to many flags, each by itself',
        params: InProject,
        body: Bulk,
        response: { 200: BulkOutcomes },
      },
    },
    async ({ access, params, body }) => ({
      outcomes: await bulkFlags(services, access, params.project, body),
    }),
  )

  app.get(
    '/projects/:project/flag-selection',
    {
      onSend: compressAnswer,
      schema: {
        tags,
        summary: 'All flags that a search finds, in short, to change them at once',
        params: InProject,
        querystring: FlagSelectionQuery,
        response: { 200: FlagSelection },
      },
    },
    ({ params, query }) => selectFlags(db, params.project, query),
  )

  app.get(
    '/projects/:project/flag-facets',
    {
      onSend: compressAnswer,
      schema: {
        tags,
        summary: 'What flags can be filtered by, with counts',
        params: InProject,
        querystring: FacetsQuery,
        response: { 200: FlagFacets },
      },
    },
    ({ params, query }) => listFlagFacets(db, params.project, query.archived ?? false),
  )
}
