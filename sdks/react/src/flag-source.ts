import type { Bootstrap, Client, Decision, EvaluationContext } from '@bunting/client'
import { type FeatureFlags, featureFlags } from './feature-flags.ts'
import { type DecideEarly, liveDecisions } from './live-decisions.ts'

/** What a provider gives its hooks: one client, asked about one context. */
export interface FlagSource {
  readonly client: Client
  /** Connects the provider's own client; absent for one that was lent: that is its owner's business. */
  readonly connect: (() => void) | undefined
  /** From the flags in force; from the bootstrap until the server has spoken. */
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
  const decideEarly: DecideEarly = (key, fallback) => {
    const decision =
      bootstrap && Object.hasOwn(bootstrap.decisions, key) ? bootstrap.decisions[key] : undefined
    const fits = fallback === undefined || typeof fallback === typeof decision?.value
    return fits ? decision : undefined
  }
  return {
    client,
    connect,
    live: featureFlags(
      liveDecisions(client, context, bootstrapFits ? decideEarly : () => undefined),
    ),
    atStart: featureFlags((key, fallback) => decideEarly(key, fallback) ?? NOT_READY),
  }
}
