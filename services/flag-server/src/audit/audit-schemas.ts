import { z } from 'zod'
import { Instant } from '../http/fields.ts'

export const ActorView = z.object({
  type: z.enum(['user', 'token', 'system']),
  id: z.string(),
  name: z.string(),
})

export const AuditEntry = z.object({
  id: z.string(),
  at: Instant,
  actor: ActorView,
  via: z.enum(['ui', 'api', 'system']),
  /** Verb and noun: `flag.created`, `flag.killed`, `sdk-key.revoked`. */
  action: z.string(),
  environment: z.string().nullable(),
  target: z.object({ type: z.string(), key: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  comment: z.string().nullable(),
  revision: z.int().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditList = z.object({
  entries: z.array(AuditEntry),
  nextCursor: z.string().nullable(),
})
export type AuditList = z.infer<typeof AuditList>
