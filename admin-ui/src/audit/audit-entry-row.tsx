import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { IconOctagonMinus } from '@tabler/icons-react'
import { DifferenceList } from '../drafts/difference-list.tsx'
import { EntryActions } from '../history/entry-actions.tsx'
import { environmentTone } from '../projects/environment-tone.ts'
import { Pennant } from '../projects/pennant.tsx'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { Ago } from '../shared/ago.tsx'
import styles from './audit-entries.module.css'
import { AuditTarget } from './audit-target.tsx'
import { actionWords, actionWordsAlone, entryDifferences } from './audit-words.ts'
import { EvidenceLink } from './evidence-link.tsx'
import { ThenLink } from './then-link.tsx'

interface AuditEntryRowProps {
  readonly entry: AuditEntry
  /** All entries are about one flag or segment; then it need not be named. */
  readonly aboutOne: boolean
  /** Else of accounts: such entries are of no environment, and nothing can be done about them. */
  readonly ofProject: boolean
}

const VIA = { ui: null, api: 'by API', cli: 'by CLI', system: 'by the server' }

export function AuditEntryRow({ entry, aboutOne, ofProject }: AuditEntryRowProps) {
  const { actor, via, environment, target, comment, revision, at, action } = entry
  const { project, environment: inView } = usePlace()
  const place = project.environments.find(({ key }) => key === environment)
  const nameOf = useEnvironmentName()
  const changes = entryDifferences(entry, nameOf)
  return (
    <div className={styles.entry} data-of-accounts={!ofProject || undefined}>
      {ofProject && (
        <div className={styles.mark}>
          {action === 'flag.killed' || action === 'release.rolled-back' ? (
            <IconOctagonMinus size={16} className={styles.killed} aria-hidden="true" />
          ) : (
            place && <Pennant tone={environmentTone(project.environments, place)} />
          )}
        </div>
      )}
      <div className={styles.body}>
        <p>
          <strong>{actor.name}</strong> {aboutOne ? actionWordsAlone(entry) : actionWords(entry)}
          {!aboutOne && (
            <>
              {' '}
              <AuditTarget target={target} environment={place?.key ?? inView.key} />
            </>
          )}
          {environment && target.type !== 'environment' && <> in {nameOf(environment)}</>}
        </p>
        <EvidenceLink entry={entry} />
        {comment && <p className={styles.comment}>“{comment}”</p>}
        {changes.length > 0 && <DifferenceList differences={changes} />}
      </div>
      {ofProject && (
        <div className={styles.actions}>
          <EntryActions entry={entry} environment={place} />
        </div>
      )}
      <div className={styles.when}>
        <Ago instant={at} />
        <span>
          {VIA[via]}
          {VIA[via] && revision !== null && ' · '}
          {revision !== null && <ThenLink entry={entry} revision={revision} />}
        </span>
      </div>
    </div>
  )
}
