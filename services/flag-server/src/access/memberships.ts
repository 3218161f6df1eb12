import { and, asc, eq, inArray } from 'drizzle-orm'
import { holdPerson } from '../accounts/hold-person.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Database, Transaction } from '../database/connect.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { environments, memberships, projects, user } from '../database/schema.ts'
import { AppError } from '../http/app-error.ts'
import { notify } from '../revisions/notify.ts'
import type { Access } from './access.ts'
import type { MembershipView, NewMembership } from './access-schemas.ts'
import { addMemberships } from './add-memberships.ts'
import { holdRole } from './find-role.ts'
import { refuseGrant } from './refuse-grant.ts'

/** Gives somebody who has an account a role. */
export function addMember(
  db: Database,
  access: Access,
  project: string,
  { email, environment, role }: NewMembership,
): Promise<MembershipView> {
  return inTransaction(db, async (tx) => {
    const wanted = { project, environment, role }
    await refuseGrant(tx, access, [wanted])
    const [person] = await tx
      .select({ id: user.id, name: user.name })
      .from(user)
      .where(eq(user.email, email.toLowerCase()))
    if (!person) {
      throw new AppError('person_not_found', `nobody here has the e-mail ${email}: invite them`)
    }
    await holdPerson(tx, person.id)
    const there = await rowsOf(tx, project)
    if (there.some((one) => one.userId === person.id && one.environment === environment)) {
      throw new AppError(
        'already_exists',
        `${person.name} has a role in ${environment ?? 'this project'} already: change that one`,
      )
    }
    await addMemberships(tx, access.actor, { userId: person.id, name: person.name }, [wanted])
    const made = (await rowsOf(tx, project)).find(
      (one) => one.userId === person.id && one.environment === environment,
    )
    if (!made) throw new Error('a membership that was just made is not there')
    return { id: made.id, environment, role }
  })
}

export function changeMembership(
  db: Database,
  access: Access,
  project: string,
  id: string,
  role: string,
): Promise<MembershipView> {
  return inTransaction(db, async (tx) => {
    const before = await lockMembership(tx, project, id)
    const { environment } = before
    await refuseGrant(tx, access, [
      { project, environment, role: before.role },
      { project, environment, role },
    ])
    await holdRole(tx, role)
    await tx.update(memberships).set({ role }).where(eq(memberships.id, id))
    await record(
      tx,
      access,
      'member.changed',
      before,
      { role: before.role, environment },
      { role, environment },
    )
    return { id, environment, role }
  })
}

export function removeMembership(
  db: Database,
  access: Access,
  project: string,
  id: string,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const before = await lockMembership(tx, project, id)
    const { environment, role } = before
    await refuseGrant(tx, access, [{ project, environment, role }])
    await tx.delete(memberships).where(eq(memberships.id, id))
    await record(tx, access, 'member.removed', before, { role, environment }, null)
  })
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

async function record(
  tx: Transaction,
  { actor }: Access,
  action: string,
  { projectId, email, userId }: Row,
  before: unknown,
  after: unknown,
): Promise<void> {
  const target = { type: 'member', key: email }
  await recordAudit(tx, { actor, action, projectId, target, before, after, comment: undefined })
  await notify(tx, { type: 'access-changed', ...(userId && { userId }) })
  await notify(tx, { type: 'changed', projectId, what: 'members' })
}

/** Memberships of people in a project: of these people, or of all. */
export function rowsOf(db: Database | Transaction, project: string, people?: readonly string[]) {
  return db
    .select({
      id: memberships.id,
      projectId: memberships.projectId,
      userId: user.id,
      email: user.email,
      environment: environments.key,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(projects, eq(projects.id, memberships.projectId))
    .innerJoin(user, eq(user.id, memberships.userId))
    .leftJoin(environments, eq(environments.id, memberships.environmentId))
    .where(
      and(
        eq(projects.key, project),
        people === undefined ? undefined : inArray(user.id, [...people]),
      ),
    )
    .orderBy(asc(environments.position), asc(environments.key))
}

async function lockMembership(tx: Transaction, project: string, id: string): Promise<Row> {
  const [locked] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(eq(memberships.id, id))
    .for('update')
  const row = locked && (await rowsOf(tx, project)).find((one) => one.id === id)
  if (!row) {
    throw new AppError('membership_not_found', `project "${project}" has no membership of this id`)
  }
  return row
}
