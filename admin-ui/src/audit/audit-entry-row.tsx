import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { IconOctagonMinus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { DifferenceList } from '../flags/difference-list.tsx'
import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import styles from './audit-entries.module.css'
import { actionWords, entryDifferences } from './audit-words.ts'

interface AuditEntryRowProps {
  readonly entry: AuditEntry
  /** All entries are about one flag; then it need not be named. */
  readonly aboutFlag: boolean
}

const VIA = { ui: null, api: 'by API', system: 'by the server' }

export function AuditEntryRow({ entry, aboutFlag }: AuditEntryRowProps) {
  const { actor, via, environment, target, comment, revision, at, action } = entry
  const { project, environment: inView } = usePlace()
  const place = project.environments.find(({ key }) => key === environment)
  const changes = entryDifferences(entry)
  const notes = [VIA[via], revision !== null && `r${revision}`].filter(Boolean).join(' · ')
  return (
    <li className={styles.entry}>
      <div className={styles.mark}>
        {action === 'flag.killed' ? (
          <IconOctagonMinus size={16} className={styles.killed} aria-hidden="true" />
        ) : (
          place && <Pennant tone={environmentTone(project.environments, place)} />
        )}
      </div>
      <div className={styles.body}>
        <p>
          <strong>{actor.name}</strong> {actionWords(entry)}
          {!aboutFlag && target.type === 'flag' && (
            <>
              {' '}
              <Link to={pagePaths.flag(project.key, place?.key ?? inView.key, target.key)}>
                <code>{target.key}</code>
              </Link>
            </>
          )}
          {target.type !== 'flag' && (
            <>
              {' '}
              <code>{target.key}</code>
            </>
          )}
          {environment && <> in {environment}</>}
        </p>
        {comment && <p className={styles.comment}>“{comment}”</p>}
        {changes.length > 0 && <DifferenceList differences={changes} />}
      </div>
      <div className={styles.when}>
        <Ago instant={at} />
        {notes && <span>{notes}</span>}
      </div>
    </li>
  )
}
