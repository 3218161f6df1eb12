import { z } from 'zod'
import { Instant, ShortText } from '../http/fields.ts'

export const SdkKeyKind = z.enum(['server', 'client'])
export type SdkKeyKind = z.infer<typeof SdkKeyKind>

export const NewSdkKey = z.strictObject({ kind: SdkKeyKind, name: ShortText.min(1) })

export const SdkKeyView = z.object({
  id: z.string(),
  kind: SdkKeyKind,
  name: z.string(),
  /** The first characters, to tell keys apart. */
  prefix: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  /** It was rotated: from then on it opens nothing. */
  expiresAt: Instant.nullable(),
  /** Id of the key that takes its place. */
  successorId: z.string().nullable(),
})
export type SdkKeyView = z.infer<typeof SdkKeyView>

export const SdkKeyList = z.object({
  sdkKeys: z.array(
    SdkKeyView.extend({
      /** SDKs that are connected with it at this moment. */
      connections: z.int(),
    }),
  ),
  nextCursor: z.string().nullable(),
  /** How many were revoked or have ended, whether they are listed or not. */
  ended: z.int(),
  /** Addresses of server processes that have SDKs here and did not answer: none of those is counted. */
  silent: z.array(z.string()),
})
export type SdkKeyList = z.infer<typeof SdkKeyList>

/** A month: whoever has not deployed by then has forgotten. */
const MOST_OVERLAP_S = 30 * 24 * 60 * 60

export const Rotation = z.strictObject({
  /** How long the old key goes on. 0 ends it at once. */
  overlapSeconds: z.int().min(0).max(MOST_OVERLAP_S),
})

/** The only answer that ever carries the key itself. */
export const SdkKeyCreated = SdkKeyView.extend({ key: z.string() })
export type SdkKeyCreated = z.infer<typeof SdkKeyCreated>
