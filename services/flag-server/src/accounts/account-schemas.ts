import { z } from 'zod'
import { ShortText, Text } from '../http/fields.ts'

export const SetupState = z.object({
  /** True until the first administrator is made. */
  needed: z.boolean(),
})

export const Setup = z.strictObject({
  /** From the one-time link that the server prints when it starts without an administrator. */
  token: Text.max(200),
  name: ShortText.min(1),
  email: z.email().max(200),
  password: Text.min(12, 'must have at least 12 characters').max(128),
})

export const Me = z.object({
  type: z.enum(['user', 'token']),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
})
export type Me = z.infer<typeof Me>
