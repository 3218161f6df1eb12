import type { Bootstrap, Client, Decision, EvaluationContext } from '@bunting/client'
import { type Decide, type FeatureFlags, featureFlags } from './feature-flags.ts'
import { liveDecisions } from './live-decisions.ts'

/** What a provider gives its hooks: one client, asked about one context. */
export interface FlagSource {
  readonly client: Client
  /** Connects the provider's own client; absent for one that was lent: that is its owner's business. */
  readonly connect: (() => void) | undefined
  /** From the flags in force; from the bootstrap until there are any. */
  readonly live: FeatureFlags
  /** From the bootstrap alone, for ever: what the server rendered and hydration renders again. */
  readonly atStart: FeatureFlags
}

export interface FlagSourceOptions {
  readonly client: Client
  readonly connect: (() => void) | undefined
  readonly context: EvaluationContext
  readonly bootstrap: Bootstrap | undefined
  /** Whether the bootstrap was made for this context. */
  readonly bootstrapFits: boolean
}

const NOT_READY: Decision = {
  value: null,
  reason: 'ERROR',
  errorCode: 'PROVIDER_NOT_READY',
  flagMetadata: {},
}

export function createFlagSource(options: FlagSourceOptions): FlagSource {
  const { client, connect, context, bootstrap, bootstrapFits } = options
  const decideAtStart: Decide = (key, fallback) => {
    const decision =
      bootstrap && Object.hasOwn(bootstrap.decisions, key) ? bootstrap.decisions[key] : undefined
    const fits = fallback === undefined || typeof fallback === typeof decision?.value
    return decision && fits ? decision : NOT_READY
  }
  const decideEarly: Decide = bootstrapFits ? decideAtStart : () => NOT_READY
  return {
    client,
    connect,
    live: featureFlags(liveDecisions(client, context, decideEarly)),
    atStart: featureFlags(decideAtStart),
  }
}
