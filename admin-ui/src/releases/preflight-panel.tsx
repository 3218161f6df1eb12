import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Panel } from './panel.tsx'
import { isLive } from './release-state.ts'
import { checkWords } from './release-words.ts'
import styles from './side-panels.module.css'

interface PreflightPanelProps {
  readonly release: ReleaseDetail
}

/** Asked before it starts and before each step. */
export function PreflightPanel({ release }: PreflightPanelProps) {
  const { preflight, plan, state } = release
  if (!isLive(release) && state !== 'draft') return null
  return (
    <Panel title="Preflight">
      <ul className={styles.checks}>
        {preflight.map((check) => {
          const Icon = check.passed ? IconCircleCheck : IconAlertTriangle
          // Nothing reports to a release that does not run: no fault before the start.
          const moot = state === 'draft' && check.check === 'guards-report'
          if (moot) return null
          return (
            <li key={check.check} data-passed={check.passed || undefined}>
              <Icon size={16} aria-hidden="true" />
              <span>{checkWords(check, plan.control)}</span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
