import { and, desc, eq, gt, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Access } from '../../access/access.ts'
import type { Database } from '../../database/connect.ts'
import { invitations, projects } from '../../database/schema.ts'
import type { InvitationList, InvitationQuery } from './invitation-schemas.ts'
import { type InvitationRow, invitationView } from './invitation-view.ts'

/** Newest first. Who is no administrator of the installation sees those into projects they manage. */
export async function listInvitations(
  db: Database,
  access: Access,
  { state, project, cursor, limit }: InvitationQuery,
): Promise<InvitationList> {
  const rows = await db
    .select()
    .from(invitations)
    .where(
      and(
        await visible(db, access),
        state === undefined ? undefined : IN_STATE[state],
        project === undefined ? undefined : leadsInto(project),
        cursor === undefined ? undefined : before(cursor),
      ),
    )
    .orderBy(desc(createdMs), desc(invitations.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    invitations: page.map(invitationView),
    nextCursor: last && rows.length > limit ? cursorOf(last) : null,
  }
}

async function visible(db: Database, access: Access): Promise<SQL | undefined> {
  if (access.may('installation.manage')) return undefined
  const all = await db.select({ key: projects.key }).from(projects)
  const managed = all
    .map(({ key }) => key)
    .filter((project) => access.may('member.manage', { project }))
  const everyMembership = sql`not exists (
    select from jsonb_array_elements(${invitations.memberships}) one
    where one ->> 'project' <> all (${sql.param(managed)}::text[])
  )`
  return and(
    eq(invitations.administrator, false),
    sql`${invitations.memberships} <> '[]'`,
    everyMembership,
  )
}

const unanswered = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))

const IN_STATE: Readonly<Record<NonNullable<InvitationQuery['state']>, SQL | undefined>> = {
  unanswered,
  open: and(unanswered, gt(invitations.expiresAt, sql`now()`)),
  expired: and(unanswered, lte(invitations.expiresAt, sql`now()`)),
  accepted: isNotNull(invitations.acceptedAt),
  revoked: and(isNull(invitations.acceptedAt), isNotNull(invitations.revokedAt)),
}

function leadsInto(project: string): SQL {
  return sql`${invitations.memberships} @> ${JSON.stringify([{ project }])}::jsonb`
}

/** As much of it as a cursor says. */
const createdMs = sql`date_trunc('milliseconds', ${invitations.createdAt})`

/** The time may be another's as well, so the id decides between them. */
function cursorOf({ createdAt, id }: InvitationRow): string {
  return `${createdAt.getTime()}_${id}`
}

function before(cursor: string): SQL {
  const [ms, id] = cursor.split('_')
  return sql`(${createdMs}, ${invitations.id}) < (to_timestamp(${ms}::float8 / 1000), ${id}::uuid)`
}
