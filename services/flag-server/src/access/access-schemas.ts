import { z } from 'zod'
import { Comment, Instant, Key, ShortText, Text } from '../http/fields.ts'
import { ENVIRONMENT_PERMISSIONS, GRANTABLE, Permission } from './permissions.ts'

const RolePermissions = z
  .array(Permission)
  .refine(
    (all) => all.every((one) => GRANTABLE.includes(one)),
    'a role cannot hold installation.manage',
  )

const RoleInProduction = z
  .array(Permission)
  .refine(
    (all) => all.every((one) => ENVIRONMENT_PERMISSIONS.includes(one)),
    'only permissions of environments differ in production',
  )

export const RoleView = z.object({
  key: z.string(),
  name: z.string(),
  /** Held for a whole project; those of environments only outside production. */
  permissions: z.array(Permission),
  /** Those of environments in production, when the role is held for the whole project. */
  inProduction: z.array(Permission),
  builtIn: z.boolean(),
})
export type RoleView = z.infer<typeof RoleView>

/** In all projects together. */
export const RoleHolders = z.object({ people: z.int(), tokens: z.int() })
export type RoleHolders = z.infer<typeof RoleHolders>

export const RoleList = z.object({ roles: z.array(RoleView) })

export const NewRole = z.strictObject({
  key: Key,
  name: ShortText.min(1),
  permissions: RolePermissions,
  inProduction: RoleInProduction,
})
export type NewRole = z.infer<typeof NewRole>

const RoleFacts = NewRole.omit({ key: true }).partial()

export const RolePatch = RoleFacts.extend({
  /** As you saw it; what is not so any more is refused with `stale_version`. Of the rest nothing is asked. */
  expected: RoleFacts.optional(),
  comment: Comment.optional(),
})
export type RolePatch = z.infer<typeof RolePatch>

export const MembershipView = z.object({
  id: z.string(),
  /** Null: the whole project. */
  environment: z.string().nullable(),
  /** Key of a role. */
  role: z.string(),
})
export type MembershipView = z.infer<typeof MembershipView>

export const MemberView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** Of the installation: may do everything here, member or not. */
  administrator: z.boolean(),
  disabled: z.boolean(),
  memberships: z.array(MembershipView),
})
export type MemberView = z.infer<typeof MemberView>

export const MemberList = z.object({
  members: z.array(MemberView),
  nextCursor: z.string().nullable(),
})
export type MemberList = z.infer<typeof MemberList>

/** A role in the project, or in one environment of it. */
export const NewGrant = z.strictObject({ environment: Key.nullable().default(null), role: Key })

export const NewMembership = NewGrant.extend({
  /** Of somebody who has an account. */
  email: z.email().max(200),
})
export type NewMembership = z.infer<typeof NewMembership>

export const MembershipPatch = z.strictObject({ role: Key })

export const TokenView = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters, to tell tokens apart. */
  prefix: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
  /** To the minute. */
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
})
export type TokenView = z.infer<typeof TokenView>

export const PersonalTokenView = TokenView.extend({
  /** Where it works; null: wherever its person may. */
  project: z.string().nullable(),
  /** What of its person's permissions it has; null: all. */
  permissions: z.array(Permission).nullable(),
})
export type PersonalTokenView = z.infer<typeof PersonalTokenView>

export const ServiceTokenView = TokenView.extend({ memberships: z.array(MembershipView) })
export type ServiceTokenView = z.infer<typeof ServiceTokenView>

const Expiry = z.iso
  .datetime({ offset: true })
  .refine((instant) => Date.parse(instant) > Date.now(), 'must be in the future')
  .nullable()
  .default(null)

export const NewPersonalToken = z.strictObject({
  name: ShortText.min(1),
  expiresAt: Expiry,
  project: Key.nullable().default(null),
  permissions: z.array(Permission).min(1).nullable().default(null),
})
export type NewPersonalToken = z.input<typeof NewPersonalToken>

export const NewServiceToken = z.strictObject({
  name: ShortText.min(1),
  expiresAt: Expiry,
  memberships: z.array(NewGrant).min(1).max(50),
})
export type NewServiceToken = z.input<typeof NewServiceToken>

/** The only answers that ever carry the token itself. */
export const PersonalTokenCreated = PersonalTokenView.extend({ token: Text })
export type PersonalTokenCreated = z.infer<typeof PersonalTokenCreated>
export const ServiceTokenCreated = ServiceTokenView.extend({ token: Text })
export type ServiceTokenCreated = z.infer<typeof ServiceTokenCreated>

/** How many were revoked or have ended, whether they are listed or not. */
const Ended = z.int()

export const PersonalTokenList = z.object({
  tokens: z.array(PersonalTokenView),
  nextCursor: z.string().nullable(),
  ended: Ended,
})
export type PersonalTokenList = z.infer<typeof PersonalTokenList>
export const ServiceTokenList = z.object({
  tokens: z.array(ServiceTokenView),
  nextCursor: z.string().nullable(),
  ended: Ended,
})
export type ServiceTokenList = z.infer<typeof ServiceTokenList>
