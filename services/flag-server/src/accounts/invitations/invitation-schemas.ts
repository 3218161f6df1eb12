import { z } from 'zod'
import { Instant, Key, ShortText, Text } from '../../http/fields.ts'
import { Email, NewPassword } from '../account-schemas.ts'

export const InvitedMembership = z.strictObject({
  project: Key,
  /** Null: the whole project. */
  environment: Key.nullable(),
  role: Key,
})

export const NewInvitation = z.strictObject({
  email: Email,
  /** Of the installation. Only such a one may invite another. Default false. */
  administrator: z.boolean().optional(),
  /** What the new person may do from the start. Default nothing. */
  memberships: z.array(InvitedMembership).max(100).optional(),
})
export type NewInvitation = z.infer<typeof NewInvitation>

export const InvitationView = z.object({
  id: z.string(),
  email: z.string(),
  state: z.enum(['open', 'expired', 'accepted', 'revoked']),
  administrator: z.boolean(),
  memberships: z.array(InvitedMembership),
  invitedBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
})
export type InvitationView = z.infer<typeof InvitationView>

export const InvitationQuery = z.strictObject({
  /** `unanswered`: open or expired. */
  state: z.enum([...InvitationView.shape.state.options, 'unanswered']).optional(),
  /** Only those with a role in this project, or in an environment of it. */
  project: Key.optional(),
  /** `nextCursor` of the page before, of the same query. */
  cursor: z
    .string()
    .regex(
      /^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'must be the nextCursor of a page',
    )
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type InvitationQuery = z.infer<typeof InvitationQuery>

export const InvitationList = z.object({
  invitations: z.array(InvitationView),
  nextCursor: z.string().nullable(),
})
export type InvitationList = z.infer<typeof InvitationList>

/** The only answer that carries the link. */
export const InvitationMade = InvitationView.extend({
  link: z.string(),
  /** Whether it went out by mail as well. */
  mailed: z.boolean(),
})
export type InvitationMade = z.infer<typeof InvitationMade>

const Token = Text.max(200)

export const InvitationToken = z.strictObject({ token: Token })

/** What the page of the link says before anything is typed. */
export const InvitationForYou = z.object({
  email: z.string(),
  invitedBy: z.string(),
  expiresAt: Instant,
})
export type InvitationForYou = z.infer<typeof InvitationForYou>

export const Acceptance = z.strictObject({
  token: Token,
  name: ShortText.min(1),
  password: NewPassword,
})
export type Acceptance = z.infer<typeof Acceptance>
