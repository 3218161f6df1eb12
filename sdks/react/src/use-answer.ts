import { useSyncExternalStore } from 'react'
import type { FeatureFlags } from './feature-flags.ts'
import { useFlagSource } from './flag-source-context.ts'

/** The answer to one question, which must be the same object while nothing changed. */
export function useAnswer<T>(ask: (flags: FeatureFlags) => T): T {
  const { client, live, atStart } = useFlagSource()
  return useSyncExternalStore(
    client.onStatus,
    () => ask(live),
    () => ask(atStart),
  )
}
