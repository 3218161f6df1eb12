import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import type { ReactNode } from 'react'
import { usePlace } from '../projects/place.tsx'
import styles from './change-bar.module.css'
import { ChangeBar, type Problem } from './change-bar.tsx'
import type { Difference } from './difference.ts'
import { MeanwhileNotice } from './meanwhile-notice.tsx'
import { SavedBar } from './saved-bar.tsx'
import type { DraftControls } from './use-draft.ts'

interface DraftFootProps {
  readonly environment: EnvironmentView
  readonly used: DraftControls
  /** What saving would change. */
  readonly changes: readonly Difference[]
  /** What somebody else changed since the person began. */
  readonly meanwhile: readonly Difference[]
  readonly lastChange: AuditEntry | undefined
  /** What keeps it from being saved, or did. */
  readonly problems: readonly Problem[]
  /** Whom saving would reach, where that can be told. */
  readonly reach?: ReactNode
  readonly saving: boolean
  readonly onSave: () => void
  /** The revision of what was saved last; null when it has been seen. */
  readonly saved: number | null
  readonly onSeen: () => void
}

/** What is typed and not saved, what others saved meanwhile, and then whether it has arrived. */
export function DraftFoot(props: DraftFootProps) {
  const { environment, used, saved } = props
  const { project } = usePlace()
  return (
    <div className={styles.foot}>
      {used.edited && (
        <>
          <MeanwhileNotice
            changes={props.meanwhile}
            lastChange={props.lastChange}
            disputed={used.disputed}
            onKeepMine={used.keepMine}
            onUseTheirs={used.useTheirs}
          />
          <ChangeBar
            environment={environment}
            changes={props.changes}
            problems={props.problems}
            reach={props.reach}
            comment={used.comment}
            blocked={used.disputed}
            saving={props.saving}
            onComment={used.setComment}
            onDiscard={used.discard}
            onSave={props.onSave}
          />
        </>
      )}
      {!used.edited && saved !== null && (
        <SavedBar
          project={project.key}
          environment={environment.key}
          revision={saved}
          onDismiss={props.onSeen}
        />
      )}
    </div>
  )
}
