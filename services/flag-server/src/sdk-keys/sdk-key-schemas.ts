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
})
export type SdkKeyView = z.infer<typeof SdkKeyView>

export const SdkKeyList = z.object({ sdkKeys: z.array(SdkKeyView) })

/** The only answer that ever carries the key itself. */
export const SdkKeyCreated = SdkKeyView.extend({ key: z.string() })
export type SdkKeyCreated = z.infer<typeof SdkKeyCreated>
