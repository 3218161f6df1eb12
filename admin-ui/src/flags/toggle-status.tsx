import { useEffect } from 'react'
import { DeliveryLine } from '../live/delivery-line.tsx'
import styles from './toggle-status.module.css'
import type { Toggle } from './use-toggle-flag.ts'

interface ToggleStatusProps {
  readonly project: string
  readonly environment: string
  readonly toggle: Toggle
  /** Milliseconds after which a saved change is no longer told; absent: until the next one. */
  readonly forMs?: number
  readonly compact?: boolean
}

/** saving, then saved, then applied on all that are connected. */
export function ToggleStatus(props: ToggleStatusProps) {
  const { project, environment, toggle, forMs, compact = false } = props
  const { state, dismiss } = toggle
  const saved = state.phase === 'saved' ? state.revision : null

  useEffect(() => {
    if (saved === null || forMs === undefined) return
    const timer = setTimeout(dismiss, forMs)
    return () => clearTimeout(timer)
  }, [saved, forMs, dismiss])

  return (
    <span className={styles.status} role="status">
      {state.phase === 'saving' && 'saving'}
      {state.phase === 'saved' && (
        <>
          {!compact && <span className={styles.word}>saved ·</span>}
          <DeliveryLine
            project={project}
            environment={environment}
            revision={state.revision}
            compact={compact}
          />
        </>
      )}
    </span>
  )
}
