import { z } from 'zod'
import { PageOfPeople } from '../accounts/people/page-of-people.ts'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { MemberList, MembershipPatch, MembershipView, NewMembership } from './access-schemas.ts'
import { listMembers } from './list-members.ts'
import { addMember, changeMembership, removeMembership } from './memberships.ts'

const InProject = z.object({ project: Key })
const OneMembership = InProject.extend({ membership: z.uuid() })
const PATH = '/projects/:project/members'

export const memberRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    PATH,
    {
      schema: {
        tags: ['members'],
        summary: 'Who has which role in a project and its environments, by name, a page at a time',
        params: InProject,
        querystring: PageOfPeople,
        response: { 200: MemberList },
      },
    },
    ({ params, query }) => listMembers(db, params.project, query),
  )

  app.post(
    PATH,
    {
      schema: {
        tags: ['members'],
        summary: 'Give somebody a role, in the project or in one environment',
        params: InProject,
        body: NewMembership,
        response: { 201: MembershipView },
      },
    },
    async ({ access, params, body }, reply) =>
      reply.code(201).send(await addMember(db, access, params.project, body)),
  )

  app.patch(
    `${PATH}/:membership`,
    {
      schema: {
        tags: ['members'],
        summary: 'Give another role instead',
        params: OneMembership,
        body: MembershipPatch,
        response: { 200: MembershipView },
      },
    },
    ({ access, params, body }) =>
      changeMembership(db, access, params.project, params.membership, body.role),
  )

  app.delete(
    `${PATH}/:membership`,
    {
      schema: {
        tags: ['members'],
        summary: 'Take a role away; what it gave is gone with the next request',
        params: OneMembership,
        response: { 204: z.null() },
      },
    },
    async ({ access, params }, reply) => {
      await removeMembership(db, access, params.project, params.membership)
      return reply.code(204).send(null)
    },
  )
}
