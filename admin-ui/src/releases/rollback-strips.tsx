import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { Arrival } from '../flags/kill-detail.tsx'
import styles from '../flags/kill-strip.module.css'
import { usePlaceName } from '../projects/use-place-name.ts'
import { type Rollback, rollbackHeadline } from './rollbacks.ts'
import { useRollbacks } from './rollbacks-provider.tsx'

/** Cannot be missed: over every screen, until someone dismisses them. */
export function RollbackStrips() {
  const { rollbacks } = useRollbacks()
  return (
    <section aria-label="Rollbacks" aria-live="assertive">
      {rollbacks.map((rollback) => (
        <RollbackStrip key={rollback.id} rollback={rollback} />
      ))}
    </section>
  )
}

interface RollbackStripProps {
  readonly rollback: Rollback
}

function RollbackStrip({ rollback }: RollbackStripProps) {
  const { rollBack, dismiss } = useRollbacks()
  const { id, project, environment, flag, phase } = rollback
  const where = usePlaceName(project, environment)
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
        in {where}
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
