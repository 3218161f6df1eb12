import { useMemo } from 'react'
import { useFlagSource } from './flag-source-context.ts'

/**
 * Tells running releases that this metric guards that something went wrong for the provider's
 * context or, with a `value` of 0 or false, that all was well. Never throws.
 */
export type Track = (metric: string, value?: number | boolean) => void

/**
 * A function that tells running releases what they cannot see by themselves. The same function until the
 * provider's context is another.
 * @throws Error outside a `<FeatureFlagsProvider>`
 *
 * @example
 * const track = useTrack()
 * if (!response.ok) track('order_rejected')
 */
export function useTrack(): Track {
  const { client, context } = useFlagSource()
  return useMemo(() => (metric, value) => client.track(metric, context(), value), [client, context])
}
