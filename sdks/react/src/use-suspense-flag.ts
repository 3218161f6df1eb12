import type { FlagKey } from '@bunting/client'
import { firstFlags } from './first-flags.ts'
import { useFlagSource } from './flag-source-context.ts'
import { useFlag } from './use-flag.ts'

/**
 * `useFlag`, but suspends until the first flags arrived: the nearest `<Suspense>` shows its
 * fallback, and nobody sees the wrong side first. Waits 5 seconds at most, and not at all on a server,
 * for what the bootstrap answers, or for a client that failed or was closed.
 * @throws Error outside a `<FeatureFlagsProvider>`
 *
 * @example
 * const Checkout = () => (useSuspenseFlag('new-checkout') ? <OneClick /> : <ThreeSteps />)
 * <Suspense fallback={<Spinner />}><Checkout /></Suspense>
 */
export function useSuspenseFlag(key: FlagKey<boolean>): boolean {
  const { client, live, connect } = useFlagSource()
  const enabled = useFlag(key)
  if (typeof document === 'undefined') return enabled
  if (live.decide(key).errorCode !== 'PROVIDER_NOT_READY') return enabled
  connect?.()
  const wait = firstFlags(client)
  if (!wait.over) throw wait.arrived
  return enabled
}
