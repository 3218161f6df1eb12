import { and, asc, eq, exists, or, sql } from 'drizzle-orm'
import { cursorOf, onPage, type PageOfPeople } from '../accounts/people/page-of-people.ts'
import type { Database } from '../database/connect.ts'
import { memberships, user } from '../database/schema.ts'
import { findProject } from '../projects/find-project.ts'
import type { MemberList } from './access-schemas.ts'
import { rowsOf } from './memberships.ts'

/** Everybody with a role in the project, and the administrators of the installation; by name. */
export async function listMembers(
  db: Database,
  projectKey: string,
  page: PageOfPeople,
): Promise<MemberList> {
  const project = await findProject(db, projectKey)
  const isMember = exists(
    db
      .select({ one: sql`1` })
      .from(memberships)
      .where(and(eq(memberships.projectId, project.id), eq(memberships.userId, user.id))),
  )
  const rows = await db
    .select()
    .from(user)
    .where(and(or(eq(user.administrator, true), isMember), onPage(page)))
    .orderBy(asc(user.name), asc(user.id))
    .limit(page.limit + 1)
  const people = rows.slice(0, page.limit)
  const last = people.at(-1)
  const held = await rowsOf(
    db,
    project.key,
    people.map(({ id }) => id),
  )
  const byPerson = Map.groupBy(held, ({ userId }) => userId)
  return {
    members: people.map(({ id, name, email, administrator, disabledAt }) => ({
      id,
      name,
      email,
      administrator,
      disabled: disabledAt !== null,
      memberships: (byPerson.get(id) ?? []).map((one) => ({
        id: one.id,
        environment: one.environment,
        role: one.role,
      })),
    })),
    nextCursor: last && rows.length > page.limit ? cursorOf(last) : null,
  }
}
