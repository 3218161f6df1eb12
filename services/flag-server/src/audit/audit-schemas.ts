import { z } from 'zod'
import { Instant, Key, Text } from '../http/fields.ts'

export const ActorView = z.object({
  type: z.enum(['user', 'token', 'system']),
  id: z.string(),
  name: z.string(),
})

const Via = z.enum(['ui', 'api', 'cli', 'system'])

export const AuditEntry = z.object({
  id: z.string(),
  at: Instant,
  actor: ActorView,
  via: Via,
  /** Noun and past participle: `flag.created`, `flag.killed`, `sdk-key.revoked`. */
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

const Moment = z.iso.datetime({ offset: true })

/** What a list or an export is of; all that is given must hold. */
export const AuditFilter = z.strictObject({
  /** With what concerns every environment. */
  environment: Key.optional(),
  flag: Key.optional(),
  segment: Key.optional(),
  /** Id of an actor, as entries have it. */
  actor: Text.max(200).optional(),
  action: Text.max(200).optional(),
  /** What kind of thing: `flag`, `segment`, `sdk-key`, … */
  targetType: Text.max(200).optional(),
  /** Its key. */
  target: Text.max(300).optional(),
  via: Via.optional(),
  /** Words of keys and comments, of the last its beginning; all must be there. */
  search: Text.max(200).optional(),
  /** At this moment or later. */
  from: Moment.optional(),
  /** Before this moment. */
  to: Moment.optional(),
})
export type AuditFilter = z.infer<typeof AuditFilter>

export const AuditQuery = AuditFilter.extend({
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}-\d{1,15}$/, 'must be the nextCursor of a page')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof AuditQuery>

export const AuditExport = AuditFilter.extend({
  /** `csv`, or one JSON object a line. */
  format: z.enum(['csv', 'ndjson']),
})

/** What there is to filter by. */
export const AuditFacets = z.object({
  /** With the name each had last. */
  actors: z.array(z.object({ id: z.string(), name: z.string() })),
  actions: z.array(z.string()),
  targetTypes: z.array(z.string()),
})
export type AuditFacets = z.infer<typeof AuditFacets>
