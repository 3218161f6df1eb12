import { z } from 'zod'
import { Instant } from '../../http/fields.ts'

export const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** Of the installation: may do everything, everywhere. */
  administrator: z.boolean(),
  disabled: z.boolean(),
  secondFactor: z.boolean(),
  signsInWith: z.array(z.enum(['password', 'sso'])),
  createdAt: Instant,
  /** When a session of theirs was last used; null when there is none. */
  seenAt: Instant.nullable(),
})
export type PersonView = z.infer<typeof PersonView>

export const PeopleList = z.object({
  people: z.array(PersonView),
  nextCursor: z.string().nullable(),
})
export type PeopleList = z.infer<typeof PeopleList>

export const PersonPatch = z.strictObject({
  administrator: z.boolean().optional(),
  /** Ends all sessions at once, and refuses sign-ins and tokens until it is taken back. */
  disabled: z.boolean().optional(),
})
export type PersonPatch = z.infer<typeof PersonPatch>

/** The only answer that carries the link. */
export const PasswordLink = z.object({ link: z.string(), expiresAt: Instant })
export type PasswordLink = z.infer<typeof PasswordLink>
