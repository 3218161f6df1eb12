import { z } from 'zod'
import { ShortText, Text } from '../../http/fields.ts'
import { InvitedMembership } from '../invitations/invitation-schemas.ts'

const Domain = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain in small letters, such as shop.example')

export const SsoView = z.object({
  /** Who set it up: `environment` cannot be changed here; null: nobody. */
  from: z.enum(['environment', 'settings']).nullable(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  /** The secret itself is never answered. */
  hasSecret: z.boolean(),
  domains: z.array(z.string()),
  signUp: z.boolean(),
  memberships: z.array(InvitedMembership),
  /** Whether an administrator has signed in with it as it is: then it may become the only way in. */
  proven: z.boolean(),
  /** What the provider has to be told. */
  redirectUri: z.string(),
})
export type SsoView = z.infer<typeof SsoView>

const SsoFields = z.strictObject({
  /** On the button: `Sign in with Example`. */
  name: ShortText.min(1),
  /** `https://…`, without `/.well-known/openid-configuration`; `http://` for this machine only. */
  issuer: z.url({ protocol: /^https?$/ }).max(2_000),
  clientId: Text.min(1).max(500),
  /** Absent: as it was. */
  clientSecret: Text.min(1).max(2_000).optional(),
  /** E-mail addresses of these domains, and of no other, may sign in. */
  domains: z.array(Domain).min(1).max(50),
  /** Whether who has no account gets one at the first sign-in. */
  signUp: z.boolean(),
  /** What such a person may do from the start. */
  memberships: z.array(InvitedMembership).max(100),
})

export const SsoSettings = SsoFields.extend({
  /** As you saw it, as GET answers it; what is not so any more is refused with `stale_version`. */
  expected: z
    .strictObject({
      name: Text,
      issuer: Text,
      clientId: Text,
      domains: z.array(Text),
      signUp: z.boolean(),
      memberships: z.array(InvitedMembership),
    })
    .partial()
    .optional(),
})
export type SsoSettings = z.infer<typeof SsoSettings>

export const SsoStart = z.object({
  /** A path of the admin UI to go to afterwards. */
  next: z.string().max(2_000).optional(),
})
