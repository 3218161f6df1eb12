import type { FlagKey, RunOutcome } from '@bunting/client'
import { type ErrorInfo, type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { FeatureBoundary } from './feature-boundary.tsx'
import { FirstCommit } from './first-commit.tsx'
import { useFlagSource } from './flag-source-context.ts'
import { useFlag } from './use-flag.ts'

/** Of `<Feature>`. */
export interface FeatureProps {
  /** Key of a boolean flag. */
  readonly flag: FlagKey<boolean>
  /** What is shown while the flag is on. */
  readonly children?: ReactNode
  /** What is shown while it is off, and in place of children that threw while they rendered. */
  readonly fallback?: ReactNode
  /** Told of what children or fallback threw. */
  readonly onError?: (error: unknown, info: ErrorInfo) => void
}

/**
 * Shows one of two things, by a flag. Children that throw while rendering give way to the fallback,
 * until the flag changes; a fallback that throws while the flag is off does so as if this were not
 * here. While a release runs on the flag, both are reported as errors of their arm, and how long
 * either took from its first render to the screen, so that the release can guard itself.
 *
 * @example
 * <Feature flag="new-checkout" fallback={<ThreeSteps />}>
 *   <OneClick />
 * </Feature>
 */
export function Feature({ flag, children, fallback = null, onError }: FeatureProps): ReactNode {
  const { client, context } = useFlagSource()
  const isOn = useFlag(flag)
  const version = () => client.versionOf(flag)
  const trial = useSyncExternalStore(client.onStatus, version, version)
  const report = useMemo(
    () => (outcome: RunOutcome) => client.reportRun(flag, context(), outcome),
    [client, context, flag],
  )
  return (
    <FeatureBoundary
      key={`${flag} ${isOn}`}
      instead={isOn ? { fallback } : undefined}
      trial={trial}
      onError={(error, info) => {
        report({ hasFailed: true })
        onError?.(error, info)
      }}
    >
      <FirstCommit onCommit={(ms) => report({ hasFailed: false, ms })}>
        {isOn ? children : fallback}
      </FirstCommit>
    </FeatureBoundary>
  )
}
