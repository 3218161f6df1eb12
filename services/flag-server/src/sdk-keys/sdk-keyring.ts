import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { askTogether } from '../database/ask-together.ts'
import type { Database } from '../database/connect.ts'
import { isDatabaseAway } from '../database/is-database-away.ts'
import { sdkKeys } from '../database/schema.ts'
import { createKeyEnds } from './key-ends.ts'
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
 * replica while the database is away. A key that was rotated ends here at its time, database or not.
 */
export interface SdkKeyring {
  /** Throws when the key was never seen here and the database cannot be asked. */
  verify(key: string | undefined): Promise<KeyVerdict>
  revoked(sdkKeyId: string): void
  /** Looks for revocations and rotations whose notification was missed. */
  checkAll(): Promise<void>
  stop(): void
}

const FRESH_MS = 30_000
/** `lastUsedAt` tells who is done with a key after its rotation: minutes are exact enough. */
const LAST_USED_STEP = sql`now() - interval '5 minutes'`
/** By the database's clock, which all replicas share. */
const LEFT_MS = sql<
  number | null
>`(extract(epoch from ${sdkKeys.expiresAt} - now()) * 1000)::float8`

/** @param onEnded of a key that opens nothing any more, however it ended */
export function createSdkKeyring(db: Database, onEnded: (sdkKeyId: string) => void): SdkKeyring {
  const known = new Map<string, { key: SdkKey; askedAt: number }>()
  /** After a deploy ten thousand come at once with one key: that is one question. */
  const asking = new Map<string, Promise<KeyVerdict>>()
  /** How many keys have ended here: whoever reads one meanwhile may have read it as it was before. */
  let endings = 0
  const ends = createKeyEnds(forget)
  // Made-up keys are all different, and each takes a look: however many there are, they take no more
  // of the database than this.
  const find = askTogether((hashes: readonly string[]) => findKeys(db, hashes))

  function forget(sdkKeyId: string): void {
    endings += 1
    for (const [hash, { key }] of known) if (key.id === sdkKeyId) known.delete(hash)
    ends.forget(sdkKeyId)
    onEnded(sdkKeyId)
  }

  function ask(hash: string): Promise<KeyVerdict> {
    const asked = asking.get(hash)
    if (asked) return asked
    const answer = read(hash).finally(() => asking.delete(hash))
    asking.set(hash, answer)
    return answer
  }

  async function read(hash: string): Promise<KeyVerdict> {
    const begun = endings
    const found = await find(hash)
    if (!found) return 'unknown'
    const { row, leftMs } = found
    if (row.revokedAt || (leftMs !== null && leftMs <= 0)) return 'revoked'
    await db
      .update(sdkKeys)
      .set({ lastUsedAt: sql`now()` })
      .where(
        and(
          eq(sdkKeys.id, row.id),
          or(isNull(sdkKeys.lastUsedAt), lt(sdkKeys.lastUsedAt, LAST_USED_STEP)),
        ),
      )
    if (endings !== begun) return read(hash)
    const key = { id: row.id, kind: row.kind, environmentId: row.environmentId }
    known.set(hash, { key, askedAt: Date.now() })
    if (leftMs !== null) ends.endsIn(row.id, leftMs)
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
        if (remembered && known.has(hash) && isDatabaseAway(error)) return remembered.key
        throw error
      }
    },
    revoked: forget,
    async checkAll() {
      if (known.size === 0) return
      const ids = [...known.values()].map(({ key }) => key.id)
      const ending = await db
        .select({ id: sdkKeys.id, revokedAt: sdkKeys.revokedAt, leftMs: LEFT_MS })
        .from(sdkKeys)
        .where(
          and(
            inArray(sdkKeys.id, ids),
            or(isNotNull(sdkKeys.revokedAt), isNotNull(sdkKeys.expiresAt)),
          ),
        )
      for (const { id, revokedAt, leftMs } of ending) {
        if (revokedAt) forget(id)
        else if (leftMs !== null) ends.endsIn(id, leftMs)
      }
    },
    stop: ends.stop,
  }
}

async function findKeys(db: Database, hashes: readonly string[]) {
  const found = await db
    .select({ row: sdkKeys, leftMs: LEFT_MS })
    .from(sdkKeys)
    .where(inArray(sdkKeys.hash, [...hashes]))
  return new Map(found.map((one) => [one.row.hash, one]))
}
