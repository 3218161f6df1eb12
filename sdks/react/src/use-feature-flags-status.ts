import type { Status } from '@bunting/client'
import { useMemo, useSyncExternalStore } from 'react'
import { equal } from './equal.ts'
import { useFlagSource } from './flag-source-context.ts'

/** Without `ageMs`, which is another at every look: ask a client's own `status()` for that. */
export type FeatureFlagsStatus = Omit<Status, 'ageMs'>

const AT_START: FeatureFlagsStatus = { phase: 'starting', connected: false }

/**
 * Whether there are flags, and whether changes arrive. The same object until one of its fields changes.
 * @throws Error outside a `<FeatureFlagsProvider>`
 *
 * @example
 * const { phase } = useFeatureFlagsStatus()
 * return phase === 'stale' ? <p>You are offline; some things may have changed.</p> : null
 */
export function useFeatureFlagsStatus(): FeatureFlagsStatus {
  const { client } = useFlagSource()
  const current = useMemo(() => {
    let kept = AT_START
    return () => {
      const { ageMs: _, ...now } = client.status()
      if (!equal(kept, now)) kept = now
      return kept
    }
  }, [client])
  return useSyncExternalStore(client.onStatus, current, () => AT_START)
}
