import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database, Transaction } from '../database/connect.ts'
import { apiTokens, projects, user } from '../database/schema.ts'
import type { Actor } from '../http/actor.ts'
import { type Access, accessOf, type Grant } from './access.ts'
import { BUILT_IN_ROLES } from './built-in-roles.ts'
import type { Permission } from './permissions.ts'

interface MembershipRow {
  readonly project: string
  readonly environment: string | null
  readonly role: string
  /** Of a custom role. */
  readonly permissions: Permission[] | null
  readonly inProduction: Permission[] | null
  readonly environments: Record<string, boolean>
}

/** The memberships of one holder with all they take to be judged, as one column of its row. */
const membershipsOf = (holder: SQL) => sql<MembershipRow[]>`(
  select coalesce(json_agg(json_build_object(
    'project', p.key,
    'environment', e.key,
    'role', m.role,
    'permissions', r.permissions,
    'inProduction', r.in_production,
    'environments', (
      select coalesce(json_object_agg(x.key, x.production), '{}')
      from environments x where x.project_id = m.project_id
    )
  )), '[]')
  from memberships m
  join projects p on p.id = m.project_id
  left join environments e on e.id = m.environment_id
  left join roles r on r.key = m.role
  where ${holder}
)`

/** What a person may do now; null when there is no such person, or they are disabled. */
export async function readPersonAccess(
  db: Database | Transaction,
  userId: string,
  via: Actor['via'] = 'ui',
): Promise<Access | null> {
  const [row] = await db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      administrator: user.administrator,
      disabledAt: user.disabledAt,
      memberships: membershipsOf(sql`m.user_id = "user"."id"`),
    })
    .from(user)
    .where(eq(user.id, userId))
  if (!row || row.disabledAt) return null
  const { id, name, email, administrator, memberships } = row
  return accessOf({
    actor: { type: 'user', id, name, email, via },
    administrator,
    grants: memberships.map(grantOf),
  })
}

interface TokenRow {
  readonly row: typeof apiTokens.$inferSelect
  readonly owner: typeof user.$inferSelect | null
  readonly project: string | null
  readonly memberships: readonly MembershipRow[]
}

/** A token as it was found, whatever became of it. */
export interface FoundToken {
  readonly row: typeof apiTokens.$inferSelect
  /** Of a personal token whose person is disabled. */
  readonly ownerDisabled: boolean
  readonly access: Access
}

/** The tokens with these prefixes. Whether one is that which was sent, its hash has to say. */
export async function readTokenAccess(
  db: Database | Transaction,
  prefixes: readonly string[],
): Promise<ReadonlyMap<string, FoundToken>> {
  const found = await db
    .select({
      row: apiTokens,
      owner: user,
      project: projects.key,
      memberships: membershipsOf(
        sql`m.user_id = "api_tokens"."user_id" or m.token_id = "api_tokens"."id"`,
      ),
    })
    .from(apiTokens)
    .leftJoin(user, eq(user.id, apiTokens.userId))
    .leftJoin(projects, eq(projects.id, apiTokens.projectId))
    .where(inArray(apiTokens.prefix, [...prefixes]))
  return new Map(found.map((one) => [one.row.prefix, foundToken(one)]))
}

function foundToken({ row, owner, project, memberships }: TokenRow): FoundToken {
  return {
    row,
    ownerDisabled: owner !== null && owner.disabledAt !== null,
    access: accessOf({
      actor: {
        type: 'token',
        id: row.id,
        name: owner ? `${row.name} (${owner.name})` : row.name,
        email: owner?.email ?? null,
        via: 'api',
        ...(owner && { owner: { id: owner.id, name: owner.name } }),
        ...(row.makerId && { maker: row.makerId }),
      },
      administrator: owner?.administrator ?? false,
      grants: memberships.map(grantOf),
      ...((project !== null || row.permissions) && {
        narrowing: { permissions: row.permissions, project },
      }),
    }),
  }
}

const NOTHING: Grant['role'] = { permissions: [], inProduction: [] }

function grantOf({ project, environment, environments, ...row }: MembershipRow): Grant {
  const custom = row.permissions && {
    permissions: row.permissions,
    inProduction: row.inProduction ?? [],
  }
  const role = custom ?? BUILT_IN_ROLES.find(({ key }) => key === row.role) ?? NOTHING
  return { project, environment, environments, role }
}
