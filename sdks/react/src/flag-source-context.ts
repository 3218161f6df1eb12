import { type Context, createContext, useContext } from 'react'
import type { FlagSource } from './flag-source.ts'

export const FlagSourceContext: Context<FlagSource | null> = createContext<FlagSource | null>(null)

/** @throws Error outside a provider */
export function useFlagSource(): FlagSource {
  const source = useContext(FlagSourceContext)
  if (!source) throw new Error('Feature flags need a <FeatureFlagsProvider> above them')
  return source
}
