import { z } from 'zod'
import type { ApiPlugin } from '../http/api.ts'
import { Key } from '../http/fields.ts'
import { NewRole, RoleHolders, RoleList, RolePatch, RoleView } from './access-schemas.ts'
import { changeRole, createRole, deleteRole } from './change-roles.ts'
import { listRoles } from './find-role.ts'
import { roleHolders } from './role-holders.ts'

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

  app.get(
    '/roles/:role/holders',
    {
      schema: {
        tags: ['members'],
        summary: 'How many people and tokens have a role, and so what a change of it reaches',
        params: OneRole,
        response: { 200: RoleHolders },
      },
    },
    ({ params }) => roleHolders(db, params.role),
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
