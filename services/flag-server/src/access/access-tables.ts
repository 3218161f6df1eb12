import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { user } from '../database/account-tables.ts'
import { createdAt, instant } from '../database/columns.ts'
import { environments, projects } from '../database/schema.ts'
import type { Permission } from './permissions.ts'

/** Roles that people made. Those that every installation has are in `built-in-roles.ts`. */
export const roles = pgTable('roles', {
  key: text('key').primaryKey(),
  name: text('name').notNull(),
  permissions: text('permissions').array().$type<Permission[]>().notNull(),
  inProduction: text('in_production').array().$type<Permission[]>().notNull(),
  createdAt: createdAt(),
})

/**
 * Tokens for scripts. A personal one acts as its person, a service token by memberships of its own.
 * The token itself is not kept.
 */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    /** `bunting_personal_` or `bunting_service_` and eight characters: by it a token is found. */
    prefix: text('prefix').notNull().unique(),
    /** SHA-256 of the whole token, in hex: it has 190 bits of its own, so it needs no salt. */
    hash: text('hash').notNull(),
    /** Whose personal token it is … */
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    /** … which works in this project only, if there is one; or whose service token it is. */
    projectId: uuid('project_id').references(() => projects.id, { onDelete: 'cascade' }),
    /** Of what its person may, only this; null: all of it. */
    permissions: text('permissions').array().$type<Permission[]>(),
    createdAt: createdAt(),
    createdBy: text('created_by').notNull(),
    /** Id of the person behind whoever made it; null: nobody, or it is older than this column. */
    makerId: text('maker_id'),
    lastUsedAt: instant('last_used_at'),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    index('api_tokens_user').on(table.userId),
    index('api_tokens_project').on(table.projectId),
    check(
      'api_tokens_belongs',
      sql`${table.userId} is not null or (${table.projectId} is not null and ${table.permissions} is null)`,
    ),
  ],
)

/** Who has which role where: a person or a service token, in a project or one environment of it. */
export const memberships = pgTable(
  'memberships',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    tokenId: uuid('token_id').references(() => apiTokens.id, { onDelete: 'cascade' }),
    projectId: uuid('project_id')
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Null: the whole project. */
    environmentId: uuid('environment_id').references(() => environments.id, {
      onDelete: 'cascade',
    }),
    /** Key of a built-in or a custom role. */
    role: text('role').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('memberships_place')
      .on(table.userId, table.tokenId, table.projectId, table.environmentId)
      .nullsNotDistinct(),
    index('memberships_token').on(table.tokenId),
    index('memberships_project').on(table.projectId),
    index('memberships_environment').on(table.environmentId),
    index('memberships_role').on(table.role),
    check('memberships_one_holder', sql`num_nonnulls(${table.userId}, ${table.tokenId}) = 1`),
  ],
)
