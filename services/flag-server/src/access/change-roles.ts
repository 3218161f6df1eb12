import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { isPromisedBySso } from '../accounts/sso/sso-config.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { refuseBeyond } from '../database/refuse-beyond.ts'
import { invitations, memberships, roles } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { AppError } from '../http/app-error.ts'
import { refuseUnexpected } from '../http/refuse-stale.ts'
import { notify } from '../revisions/notify.ts'
import type { NewRole, RolePatch, RoleView } from './access-schemas.ts'
import { isBuiltIn, type RoleRow, roleView } from './find-role.ts'
import { ALL_PERMISSIONS, type Permission } from './permissions.ts'

const MOST = 200

export function createRole(db: Database, actor: Actor, wanted: NewRole): Promise<RoleView> {
  return inTransaction(db, async (tx) => {
    const taken = new AppError('already_exists', `there is a role "${wanted.key}" already`)
    if (isBuiltIn(wanted.key)) throw taken
    await refuseBeyond(tx, MOST, roles, undefined, 'custom roles')
    const [made] = await tx
      .insert(roles)
      .values({
        key: wanted.key,
        name: wanted.name,
        permissions: withView(wanted.permissions),
        inProduction: inOrder(wanted.inProduction),
      })
      .onConflictDoNothing()
      .returning()
    if (!made) throw taken
    await recordRole(tx, actor, 'role.created', made.key, null, facts(made))
    return roleView(made)
  })
}

/**
 * Changes what all who have the role may do, at once. 409 with the role as it is when something of
 * `expected` is not so any more.
 */
export function changeRole(
  db: Database,
  actor: Actor,
  key: string,
  { name, permissions, inProduction, expected, comment }: RolePatch,
): Promise<RoleView> {
  return inTransaction(db, async (tx) => {
    const before = await lockCustomRole(tx, key)
    refuseUnexpected(sorted(before), expected && sorted(expected), () => roleView(before))
    const [after] = await tx
      .update(roles)
      .set({
        name: name ?? before.name,
        permissions: permissions ? withView(permissions) : before.permissions,
        inProduction: inProduction ? inOrder(inProduction) : before.inProduction,
      })
      .where(eq(roles.key, key))
      .returning()
    if (!after) throw new Error('an update returned no row')
    await recordRole(tx, actor, 'role.updated', key, facts(before), facts(after), comment)
    await notify(tx, { type: 'access-changed' })
    return roleView(after)
  })
}

export function deleteRole(db: Database, actor: Actor, key: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    const before = await lockCustomRole(tx, key)
    await refuseInUse(tx, before)
    await tx.delete(roles).where(eq(roles.key, key))
    await recordRole(tx, actor, 'role.deleted', key, facts(before), null)
  })
}

async function refuseInUse(tx: Transaction, { key, name }: RoleRow): Promise<void> {
  const held = await tx.$count(memberships, eq(memberships.role, key))
  const promised = await tx.$count(
    invitations,
    and(
      isNull(invitations.acceptedAt),
      isNull(invitations.revokedAt),
      gt(invitations.expiresAt, sql`now()`),
      sql`${invitations.memberships} @> ${JSON.stringify([{ role: key }])}::jsonb`,
    ),
  )
  if (await isPromisedBySso(tx, key)) {
    throw new AppError(
      'role_in_use',
      `the role "${name}" is given to who comes through single sign-on: change that first`,
    )
  }
  if (held + promised === 0) return
  throw new AppError(
    'role_in_use',
    `the role "${name}" is held by ${held} members and tokens, and promised in ${promised} invitations: give them another first`,
  )
}

async function lockCustomRole(tx: Transaction, key: string): Promise<RoleRow> {
  if (isBuiltIn(key)) {
    throw new AppError(
      'role_not_found',
      `"${key}" is built in and stays as it is: make one of your own`,
    )
  }
  const [row] = await tx.select().from(roles).where(eq(roles.key, key)).for('update')
  if (!row) throw new AppError('role_not_found', `there is no role "${key}"`)
  return row
}

/** Every member may look at the project; a role that says otherwise would not be true. */
function withView(permissions: readonly Permission[]): Permission[] {
  return inOrder(['project.view', ...permissions])
}

function inOrder(permissions: readonly Permission[]): Permission[] {
  return ALL_PERMISSIONS.filter((one) => permissions.includes(one))
}

/** Sets have no order, and every role has the sight of the project. */
function sorted({ name, permissions, inProduction }: Omit<RolePatch, 'expected' | 'comment'>) {
  return {
    name,
    permissions: permissions && withView(permissions),
    inProduction: inProduction && inOrder(inProduction),
  }
}

function facts({ name, permissions, inProduction }: RoleRow) {
  return { name, permissions, inProduction }
}

function recordRole(
  tx: Transaction,
  actor: Actor,
  action: string,
  key: string,
  before: unknown,
  after: unknown,
  comment?: string,
): Promise<void> {
  const target = { type: 'role', key }
  return recordAudit(tx, { actor, action, projectId: null, target, before, after, comment })
}
