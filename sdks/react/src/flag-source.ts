import type { BasicClient, Bootstrap, Decision, EvaluationContext } from '@bunting/client'
import { type FeatureFlags, featureFlags } from './feature-flags.ts'
import { type DecideEarly, liveDecisions } from './live-decisions.ts'
import { identified } from './visitor-id.ts'

/** What a provider gives its hooks: one client, asked about one context. */
export interface FlagSource {
  readonly client: BasicClient
  /** Connects the provider's own client; absent for one that was lent: that is its owner's business. */
  readonly connect: (() => void) | undefined
  /** Whom the flags are about, with a `targetingKey`. */
  readonly context: () => EvaluationContext
  /** From the flags in force; from the bootstrap until the server has spoken. */
  readonly live: FeatureFlags
  /** From the bootstrap alone, for ever: what the server rendered and hydration renders again. */
  readonly atStart: FeatureFlags
}

export interface FlagSourceOptions {
  readonly client: BasicClient
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
  // Found out on first use, for a server has no visitor; it never comes here.
  let who: EvaluationContext | undefined
  const identity = () => {
    who ??= identified(context)
    return who
  }
  return {
    client,
    connect,
    context: identity,
    live: featureFlags(
      liveDecisions(client, identity, bootstrapFits ? decideEarly : () => undefined),
    ),
    atStart: featureFlags((key, fallback) => decideEarly(key, fallback) ?? NOT_READY),
  }
}
