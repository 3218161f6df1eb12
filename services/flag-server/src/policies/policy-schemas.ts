import { z } from 'zod'

/**
 * What has to happen before a change of what an environment serves.
 * - `none`: nothing
 * - `exposure`: a second person approves what raises exposure (`raises-exposure.ts`)
 * - `all`: a second person approves every change
 *
 * Kill, rollback, hold and abort are never asked for it.
 */
export const ApprovalPolicy = z.enum(['none', 'exposure', 'all'])
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>

export const Policy = z.strictObject({
  /** Whether people have to say why. */
  commentRequired: z.boolean(),
  approval: ApprovalPolicy,
})
export type Policy = z.infer<typeof Policy>

export const FREE: Policy = { commentRequired: false, approval: 'none' }
