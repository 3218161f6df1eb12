import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Actor } from '../http/actor.ts'

// The first five are named and shaped as better-auth's `getAuthTables()` asks, which
// `account-tables.test.ts` compares; what stands after "ours" is nothing better-auth knows.

const instant = (name: string) => timestamp(name, { withTimezone: true })

export const user = pgTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  twoFactorEnabled: boolean('two_factor_enabled').default(false),
  // Ours.
  /** May do everything, everywhere. There is always one who may. */
  administrator: boolean('administrator').notNull().default(false),
  /** From then on: no sign-in, no session, no token. */
  disabledAt: instant('disabled_at'),
})

export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    expiresAt: instant('expires_at').notNull(),
    token: text('token').notNull().unique(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    // Ours.
    /** When it was last used, to the minute. */
    seenAt: instant('seen_at').notNull().defaultNow(),
    /** Whose word was taken for who this is: our own, or that of the single sign-on provider. */
    through: text('through', { enum: ['password', 'sso'] })
      .notNull()
      .default('password'),
  },
  (table) => [index('session_user').on(table.userId)],
)

export const account = pgTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index('account_user').on(table.userId),
    // Ours. A second subject of one provider is somebody else, who has the address now.
    uniqueIndex('account_of_provider').on(table.providerId, table.userId),
  ],
)

export const verification = pgTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
})

/** The authenticator app of a person. The secret and the recovery codes are encrypted. */
export const twoFactor = pgTable(
  'two_factor',
  {
    id: text('id').primaryKey(),
    secret: text('secret').notNull(),
    backupCodes: text('backup_codes').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    verified: boolean('verified').default(true),
    failedVerificationCount: integer('failed_verification_count').default(0),
    lockedUntil: instant('locked_until'),
    // Ours.
    /** SHA-256 of the newest codes that were taken: each is good once, not for as long as it is valid. */
    usedCodes: text('used_codes').array().notNull().default(sql`'{}'`),
    usedAt: instant('used_at'),
  },
  (table) => [index('two_factor_user').on(table.userId)],
)

/** A role that an invitation brings along: for one environment, or without one for the project. */
export interface InvitedMembership {
  readonly project: string
  readonly environment: string | null
  readonly role: string
}

/** A link that makes an account. Only its SHA-256 is kept. */
export const invitations = pgTable('invitations', {
  id: uuid('id').primaryKey().defaultRandom(),
  email: text('email').notNull(),
  hash: text('hash').notNull().unique(),
  administrator: boolean('administrator').notNull().default(false),
  memberships: jsonb('memberships').$type<InvitedMembership[]>().notNull().default([]),
  /** In whose name the memberships are given. */
  invitedBy: jsonb('invited_by').$type<Actor>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  acceptedAt: instant('accepted_at'),
  revokedAt: instant('revoked_at'),
})

/** A link that sets a new password, within the hour and once. Only its SHA-256 is kept. */
export const passwordResets = pgTable('password_resets', {
  hash: text('hash').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  createdAt: instant('created_at').notNull().defaultNow(),
})
