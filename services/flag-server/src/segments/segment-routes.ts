import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { configureSegment } from './configure-segment.ts'
import { createSegment } from './create-segment.ts'
import { deleteSegment } from './delete-segment.ts'
import { findSegment, findSegmentConfiguration } from './find-segment.ts'
import { listSegments } from './list-segments.ts'
import {
  NewSegment,
  SegmentConfigurationChanged,
  SegmentConfigurationPatch,
  SegmentDetails,
  SegmentList,
  SegmentPatch,
  SegmentView,
} from './segment-schemas.ts'
import { updateSegment } from './update-segment.ts'

const InProject = z.object({ project: Key })
const OneSegment = z.object({ project: Key, segment: Key })
const InEnvironment = z.object({ project: Key, environment: Key, segment: Key })
const Query = z.strictObject({
  environment: Key.optional(),
  search: z.string().max(200).optional(),
  cursor: Key.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

const SEGMENTS = '/projects/:project/segments'
const CONFIGURATION = '/projects/:project/environments/:environment/segments/:segment'

/** Both lists at their longest, of characters that take a byte. */
const LISTS_LIMIT = 64 * 1024 * 1024

export const segmentRoutes: ApiPlugin = async (app, services) => {
  const { db } = services
  app.post(
    SEGMENTS,
    {
      schema: {
        tags: ['segments'],
        summary: 'Create a segment, without members in every environment',
        params: InProject,
        body: NewSegment,
        response: { 201: SegmentView },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send(await createSegment(db, request.actor, request.params.project, request.body)),
  )

  app.get(
    SEGMENTS,
    {
      schema: {
        tags: ['segments'],
        summary: 'List segments by key, a page at a time, without their lists',
        params: InProject,
        querystring: Query,
        response: { 200: SegmentList },
      },
    },
    (request) => listSegments(db, request.params.project, request.query),
  )

  app.get(
    `${SEGMENTS}/:segment`,
    {
      schema: {
        tags: ['segments'],
        summary: 'A segment in every environment, and the flags and segments that ask for it',
        params: OneSegment,
        response: { 200: SegmentDetails },
      },
    },
    (request) => findSegment(db, request.params.project, request.params.segment),
  )

  app.patch(
    `${SEGMENTS}/:segment`,
    {
      schema: {
        tags: ['segments'],
        summary: 'Change name, description or tags',
        params: OneSegment,
        body: SegmentPatch,
        response: { 200: SegmentView },
      },
    },
    (request) =>
      updateSegment(
        db,
        request.actor,
        request.params.project,
        request.params.segment,
        request.body,
      ),
  )

  app.delete(
    `${SEGMENTS}/:segment`,
    {
      schema: {
        tags: ['segments'],
        summary: 'Remove a segment that nothing asks for',
        params: OneSegment,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deleteSegment(db, request.actor, request.params.project, request.params.segment)
      return reply.code(204).send(null)
    },
  )

  app.get(
    CONFIGURATION,
    {
      schema: {
        tags: ['segments'],
        summary: 'Who belongs to a segment in one environment',
        params: InEnvironment,
        response: { 200: SegmentConfigurationChanged },
      },
    },
    (request) => findSegmentConfiguration(db, request.params),
  )

  app.patch(
    CONFIGURATION,
    {
      bodyLimit: LISTS_LIMIT,
      schema: {
        tags: ['segments'],
        summary: 'Change who belongs to a segment in one environment',
        params: InEnvironment,
        body: SegmentConfigurationPatch,
        response: { 200: SegmentConfigurationChanged },
      },
    },
    (request) => configureSegment(services, request.actor, request.params, request.body),
  )
}
