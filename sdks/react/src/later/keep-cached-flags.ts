import type { Client, Warning } from '@bunting/client'
import { CACHE, type CachedFlags, readCachedFlags } from '../cached-flags.ts'
import { writeCachedFlags } from './write-cached-flags.ts'

/** Of a snapshot that is kept, in characters: all of local storage holds some 5 million. */
const MAX_LENGTH = 1_000_000
/** From a change to its writing: changes come in groups, and a page has better to do. */
const WRITE_AFTER_MS = 1_000
/** Flags that say the same are not written again for a lesser gain in age. */
const YOUNGER_MS = 60_000
/** What nobody confirmed for so long is of a key that is used no more. */
const FORGET_AFTER_MS = 30 * 86_400_000

export interface KeepOptions {
  readonly client: Pick<Client, 'snapshot' | 'status' | 'subscribe' | 'onStatus'>
  readonly name: string
  readonly warn: (warning: Warning) => void
}

/**
 * Keeps the client's flags in local storage for the next visit. Tabs share what is kept: there the
 * newer revision stays, and none reads it once it has flags.
 * @returns writes at once, for a page that may be about to end
 */
export function keepCachedFlags({ client, name, warn }: KeepOptions): () => void {
  let isDue = false
  let hasWarned = false

  function writeSoon(): void {
    if (isDue) return
    isDue = true
    setTimeout(() => whenIdle(() => isDue && write()), WRITE_AFTER_MS)
  }

  function write(): void {
    isDue = false
    const snapshot = client.snapshot()
    const { ageMs } = client.status()
    if (snapshot === undefined || ageMs === undefined) return
    const stored = readCachedFlags(name)
    if (stored && !isWorthIt(stored, { snapshot, ageMs })) return
    try {
      forgetOthers(name)
      // Without an older one: those who come back would see it flip at every visit.
      if (snapshot.length > MAX_LENGTH) localStorage.removeItem(name)
      else writeCachedFlags(name, { snapshot, ageMs })
    } catch (error) {
      // Whoever blocked storage knows. Whoever filled it may not.
      if (hasWarned || !`${error}`.includes('Quota')) return
      hasWarned = true
      warn({ cause: 'cache', message: `local storage is full: no flags for the next visit` })
    }
  }

  client.subscribe(writeSoon)
  client.onStatus(({ phase }) => phase === 'ready' && writeSoon())
  writeSoon()
  return write
}

function whenIdle(run: () => void): void {
  // Safari has none.
  if (typeof requestIdleCallback === 'undefined') run()
  else requestIdleCallback(run, { timeout: WRITE_AFTER_MS })
}

/** Of one epoch the higher revision; of two epochs what was confirmed later. */
function isWorthIt(stored: CachedFlags, mine: CachedFlags): boolean {
  const there = headerOf(stored)
  const here = headerOf(mine)
  if (there?.epoch !== here?.epoch) return !there || mine.ageMs < stored.ageMs
  const gained = Number(here?.revision) - Number(there?.revision)
  return gained === 0 ? stored.ageMs - mine.ageMs > YOUNGER_MS : gained > 0
}

/** Undefined for what is damaged. */
function headerOf({ snapshot }: CachedFlags): { epoch: unknown; revision: unknown } | undefined {
  try {
    return JSON.parse(snapshot.split('\n', 1)[0] ?? '')
  } catch {
    return undefined
  }
}

/** What other versions of this SDK kept for the same client, and what is long out of use. */
function forgetOthers(name: string): void {
  const [, hash = ''] = name.slice(CACHE.length).split(':')
  for (const other of Object.keys(localStorage)) {
    if (!other.startsWith(CACHE) || other === name) continue
    const isOld = Number(readCachedFlags(other)?.ageMs) > FORGET_AFTER_MS
    if (isOld || other.endsWith(`:${hash}`)) localStorage.removeItem(other)
  }
}
