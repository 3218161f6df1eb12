import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { IconLock, IconTrendingUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { ServeSummary } from '../flags/serve-summary.tsx'
import { usePlace } from '../projects/place.tsx'
import styles from './released-serve.module.css'

interface ReleasedServeProps {
  /** As the server has it, not as it is edited: a release moves on while one types. */
  readonly configuration: FlagConfigurationView
  /** Null: everyone else. */
  readonly rule: string | null
  /** What edits it while no release does. */
  readonly children: ReactNode
}

/** A place that a release moves is read, not edited; a locked one says what it is locked for. */
export function ReleasedServe({ configuration, rule, children }: ReleasedServeProps) {
  const { project, environment } = usePlace()
  const { release, locks = [], offVariant } = configuration
  const path = (id: string) => pagePaths.release(project.key, environment.key, id)
  if (release?.rule === rule) {
    const serve =
      rule === null
        ? configuration.fallthrough
        : configuration.rules.find(({ id }) => id === rule)?.serve
    return (
      <>
        {serve && <ServeSummary serve={serve} offVariant={offVariant} />}
        <p className={styles.note}>
          <IconTrendingUp size={14} aria-hidden="true" />
          <span>
            <Link to={path(release.id)}>A release</Link> moves these shares; nobody else can.
          </span>
        </p>
      </>
    )
  }
  const lock = locks.find((one) => one.rule === rule)
  return (
    <>
      {children}
      {lock && (
        <p className={styles.note}>
          <IconLock size={14} aria-hidden="true" />
          <span>
            Locked: no more <code>{lock.treatment}</code> than now until it is{' '}
            <Link to={path(lock.release)}>unlocked</Link>.
          </span>
        </p>
      )}
    </>
  )
}
