import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { NewRole, RoleList, RolePatch, RoleView } from './access-schemas.ts'
import { changeRole, createRole, deleteRole } from './change-roles.ts'
import { listRoles } from './find-role.ts'

const OneRole = z.object({ role: Key })

export const roleRoutes: ApiPlugin = async (app, { db }) => {
  app.get(
    '/roles',
    {
      schema: {
        tags: ['members'],
        summary: 'Roles and what each may: the built-in ones, then custom ones',
        response: { 200: RoleList },
      },
    },
    async () => ({ roles: await listRoles(db) }),
  )

  app.post(
    '/roles',
    {
      schema: {
        tags: ['members'],
        summary: 'Make a custom role',
        body: NewRole,
        response: { 201: RoleView },
      },
    },
    async ({ actor, body }, reply) => reply.code(201).send(await createRole(db, actor, body)),
  )

  app.patch(
    '/roles/:role',
    {
      schema: {
        tags: ['members'],
        summary: 'Change a custom role, for all who have it',
        params: OneRole,
        body: RolePatch,
        response: { 200: RoleView },
      },
    },
    ({ actor, params, body }) => changeRole(db, actor, params.role, body),
  )

  app.delete(
    '/roles/:role',
    {
      schema: {
        tags: ['members'],
        summary: 'Delete a custom role that nobody has',
        params: OneRole,
        response: { 204: z.null() },
      },
    },
    async ({ actor, params }, reply) => {
      await deleteRole(db, actor, params.role)
      return reply.code(204).send(null)
    },
  )
}
