import { useFeatureFlagsStatus, useFlagDecision } from '@bunting/react'

const SAYS = {
  starting: 'connecting',
  ready: 'live',
  stale: 'reconnecting – last known flags',
  failed: 'refused by the flag server',
  closed: 'not connected',
} as const

/** What this page's own SDK holds, and what it answers for the shopper. */
export function FlagStatus({ shopper }: { shopper: string }) {
  const { phase, revision } = useFeatureFlagsStatus()
  const { value, reason } = useFlagDecision('new-checkout')
  return (
    <p className="flag-status">
      <span className={`dot ${phase}`} />
      <span>
        {SAYS[phase]}
        {revision !== undefined && ` · r${revision}`}
      </span>
      <code>
        {shopper} → {String(value === true)} <i>{reason}</i>
      </code>
    </p>
  )
}
