import { asc, eq } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { roles } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import type { RoleView } from './access-schemas.ts'
import { BUILT_IN_ROLES, type Role } from './built-in-roles.ts'

export type RoleRow = typeof roles.$inferSelect

export function isBuiltIn(key: string): boolean {
  return BUILT_IN_ROLES.some((role) => role.key === key)
}

/** A built-in or a custom role. */
export async function findRole(db: Database | Transaction, key: string): Promise<Role> {
  const builtIn = BUILT_IN_ROLES.find((role) => role.key === key)
  if (builtIn) return builtIn
  const [custom] = await db.select().from(roles).where(eq(roles.key, key))
  if (!custom) throw new AppError('role_not_found', `there is no role "${key}"`)
  return custom
}

/** The same for who is about to give it: until the commit nobody deletes it. */
export async function holdRole(tx: Transaction, key: string): Promise<void> {
  if (isBuiltIn(key)) return
  const [held] = await tx
    .select({ key: roles.key })
    .from(roles)
    .where(eq(roles.key, key))
    .for('key share')
  if (!held) throw new AppError('role_not_found', `there is no role "${key}"`)
}

export async function listRoles(db: Database | Transaction): Promise<RoleView[]> {
  const custom = await db.select().from(roles).orderBy(asc(roles.name), asc(roles.key))
  return [...BUILT_IN_ROLES, ...custom].map(roleView)
}

export function roleView({ key, name, permissions, inProduction }: Role): RoleView {
  return {
    key,
    name,
    permissions: [...permissions],
    inProduction: [...inProduction],
    builtIn: isBuiltIn(key),
  }
}
