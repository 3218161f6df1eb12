import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import styles from './guard-list.module.css'
import { GuardRow } from './guard-row.tsx'
import { Panel } from './panel.tsx'
import { PrometheusRow } from './prometheus-row.tsx'

interface GuardListProps {
  readonly release: ReleaseDetail
  readonly now: number
}

/** What watches it, and how near each is to taking it back. */
export function GuardList({ release, now }: GuardListProps) {
  const { plan, guards } = release
  return (
    <Panel title="Guards">
      {plan.guards.length === 0 && (
        <p className={styles.none}>
          Nothing watches this release: it widens by time alone, and only a person takes it back.
        </p>
      )}
      <ul className={styles.guards} aria-label="Guards">
        {plan.guards.map((guard) => {
          const view = guards.find(({ id }) => id === guard.id)
          if (!view) return null
          return guard.kind === 'prometheus' ? (
            <PrometheusRow key={guard.id} guard={guard} value={view.value} />
          ) : (
            <GuardRow key={guard.id} release={release} guard={guard} view={view} now={now} />
          )
        })}
      </ul>
    </Panel>
  )
}
