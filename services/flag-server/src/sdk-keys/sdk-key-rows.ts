import { createHash, randomBytes } from 'node:crypto'
import type { sdkKeys } from '../database/schema.ts'
import type { SdkKeyKind, SdkKeyView } from './sdk-key-schemas.ts'

/** What every SDK key starts with; the admin API tells by it that somebody mixed keys up. */
export const SDK_KEY_PREFIX = /^bunting_(server|client)_/

/** 24 random bytes behind a prefix that secret scanners can look for. */
export function makeSdkKey(kind: SdkKeyKind): string {
  return `bunting_${kind}_${randomBytes(24).toString('base64url')}`
}

export function hashSdkKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** `bunting_server_` and four characters: enough to tell keys apart, of no use to a thief. */
export function shownPrefix(key: string): string {
  return key.slice(0, 'bunting_server_'.length + 4)
}

export function sdkKeyView(row: typeof sdkKeys.$inferSelect): SdkKeyView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    prefix: row.prefix,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    successorId: row.successorId,
  }
}
