import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Database } from '../database/connect.ts'
import { isDatabaseAway } from '../database/is-database-away.ts'
import { sdkKeys } from '../database/schema.ts'
import { hashSdkKey, SDK_KEY_PREFIX } from './sdk-key-rows.ts'
import type { SdkKeyKind } from './sdk-key-schemas.ts'

/** A key that was found good. */
export interface SdkKey {
  readonly id: string
  readonly kind: SdkKeyKind
  readonly environmentId: string
}

export type KeyVerdict = SdkKey | 'unknown' | 'revoked'

/**
 * Tells good keys from bad. What was good is remembered, so that SDKs can come back to this
 * replica while the database is away.
 */
export interface SdkKeyring {
  /** Throws when the key was never seen here and the database cannot be asked. */
  verify(key: string | undefined): Promise<KeyVerdict>
  revoked(sdkKeyId: string): void
  /** Looks for revocations whose notification was missed. */
  checkAll(): Promise<void>
}

const FRESH_MS = 30_000
/** `lastUsedAt` is for people who tidy up: an hour is exact enough. */
const LAST_USED_STEP = sql`now() - interval '1 hour'`

export function createSdkKeyring(db: Database, onRevoked: (sdkKeyId: string) => void): SdkKeyring {
  const known = new Map<string, { key: SdkKey; askedAt: number }>()
  /** After a deploy ten thousand come at once with one key: that is one question. */
  const asking = new Map<string, Promise<KeyVerdict>>()

  function forget(sdkKeyId: string): void {
    for (const [hash, { key }] of known) if (key.id === sdkKeyId) known.delete(hash)
    onRevoked(sdkKeyId)
  }

  function ask(hash: string): Promise<KeyVerdict> {
    const asked = asking.get(hash)
    if (asked) return asked
    const answer = read(hash).finally(() => asking.delete(hash))
    asking.set(hash, answer)
    return answer
  }

  async function read(hash: string): Promise<KeyVerdict> {
    const [row] = await db.select().from(sdkKeys).where(eq(sdkKeys.hash, hash))
    if (!row) return 'unknown'
    if (row.revokedAt) return 'revoked'
    await db
      .update(sdkKeys)
      .set({ lastUsedAt: sql`now()` })
      .where(
        and(
          eq(sdkKeys.id, row.id),
          or(isNull(sdkKeys.lastUsedAt), lt(sdkKeys.lastUsedAt, LAST_USED_STEP)),
        ),
      )
    const key = { id: row.id, kind: row.kind, environmentId: row.environmentId }
    known.set(hash, { key, askedAt: Date.now() })
    return key
  }

  return {
    async verify(key) {
      if (key === undefined || !SDK_KEY_PREFIX.test(key)) return 'unknown'
      const hash = hashSdkKey(key)
      const remembered = known.get(hash)
      if (remembered && Date.now() - remembered.askedAt < FRESH_MS) return remembered.key
      try {
        return await ask(hash)
      } catch (error) {
        if (remembered && isDatabaseAway(error)) return remembered.key
        throw error
      }
    },
    revoked: forget,
    async checkAll() {
      if (known.size === 0) return
      const ids = [...known.values()].map(({ key }) => key.id)
      const gone = await db
        .select({ id: sdkKeys.id })
        .from(sdkKeys)
        .where(and(inArray(sdkKeys.id, ids), isNotNull(sdkKeys.revokedAt)))
      for (const { id } of gone) forget(id)
    },
  }
}
