import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { Arrival } from '../flags/kill-detail.tsx'
import styles from '../flags/kill-strip.module.css'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { type Rollback, rollbackHeadline } from './rollbacks.ts'
import { useRollbacks } from './rollbacks-provider.tsx'

interface RollbackStripsProps {
  readonly project: string
}

/** Cannot be missed: over every screen, until someone dismisses them. */
export function RollbackStrips({ project }: RollbackStripsProps) {
  const { rollbacks } = useRollbacks()
  return (
    <section aria-label="Rollbacks" aria-live="assertive">
      {rollbacks.map((rollback) => (
        <RollbackStrip key={rollback.id} project={project} rollback={rollback} />
      ))}
    </section>
  )
}

interface RollbackStripProps {
  readonly project: string
  readonly rollback: Rollback
}

function RollbackStrip({ project, rollback }: RollbackStripProps) {
  const { rollBack, dismiss } = useRollbacks()
  const { id, environment, flag, phase } = rollback
  const nameOf = useEnvironmentName()
  const failed = phase === 'not-rolled-back'
  const Icon = failed ? IconAlertTriangle : IconArrowBackUp
  return (
    <div className={styles.strip}>
      <Icon size={18} aria-hidden="true" />
      <p>
        <strong>{rollbackHeadline(rollback)}</strong>{' '}
        <Link to={pagePaths.release(project, environment, id)}>
          <code>{flag}</code>
        </Link>{' '}
        in {nameOf(environment)}
        {phase === 'rolled-back' && (
          <>
            {' '}
            · everyone gets <code>{rollback.control}</code> again
            <Arrival project={project} environment={environment} revision={rollback.revision} />
          </>
        )}
        {failed && ` · ${rollback.why}`}
      </p>
      <div className={styles.buttons}>
        {failed && <Button onClick={() => rollBack(rollback)}>Roll back again</Button>}
        <button type="button" className={styles.dismiss} onClick={() => dismiss(id)}>
          Dismiss
        </button>
      </div>
    </div>
  )
}
