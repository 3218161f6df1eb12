import type { FeatureFlagsOptions, NodeFeatureFlags } from '../index.ts'
import { createFeatureFlags } from '../index.ts'

export interface SdkStarter {
  /** Retries quickly, and has no cache unless it is told where. */
  start(options: Partial<FeatureFlagsOptions>): NodeFeatureFlags
  /** What any of them has warned of. */
  readonly warnings: readonly string[]
  closeAll(): Promise<void>
}

/** SDKs that a test does not have to close one by one. */
export function createSdkStarter(): SdkStarter {
  const started: NodeFeatureFlags[] = []
  const warnings: string[] = []
  const usual = {
    maxReconnectDelayMs: 20,
    cacheDir: false,
    logger: { warn: (message: string) => warnings.push(message) },
  } as const
  return {
    warnings,
    start(options) {
      // The tests of options check what happens without url and key.
      const featureFlags = createFeatureFlags({ ...usual, ...options } as FeatureFlagsOptions)
      started.push(featureFlags)
      return featureFlags
    },
    async closeAll() {
      await Promise.all(started.splice(0).map((featureFlags) => featureFlags.close()))
    },
  }
}
