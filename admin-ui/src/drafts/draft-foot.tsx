import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { type ReactNode, useCallback, useState } from 'react'
import { AskDialog, type AskedFor } from '../change-requests/ask-dialog.tsx'
import { suggestedTitle } from '../change-requests/change-request-words.ts'
import { useConsent } from '../change-requests/use-consent.ts'
import { usePlace } from '../projects/place.tsx'
import { AskedBar } from './asked-bar.tsx'
import styles from './change-bar.module.css'
import { ChangeBar, type Problem } from './change-bar.tsx'
import type { Difference } from './difference.ts'
import { DifferenceList } from './difference-list.tsx'
import { DiscardedBar } from './discarded-bar.tsx'
import { MeanwhileNotice } from './meanwhile-notice.tsx'
import { SavedBar } from './saved-bar.tsx'
import type { DraftControls } from './use-draft.ts'

interface DraftFootProps {
  readonly environment: EnvironmentView
  /** Key of what is edited. */
  readonly of: string
  readonly used: DraftControls
  /** What saving would change. */
  readonly changes: readonly Difference[]
  /** The same as a request to somebody else, or for later. */
  readonly operation: Operation
  /** What it is typed over. */
  readonly version: number
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

/** What became of the draft, where it was not saved. */
type Told =
  | { readonly what: 'asked'; readonly view: ChangeRequestView }
  | { readonly what: 'discarded'; readonly changes: number; readonly undo: () => void }

/** What is typed and not saved, what others saved meanwhile, and then whether it has arrived. */
export function DraftFoot(props: DraftFootProps) {
  const { environment, used, changes, operation, saved } = props
  const { project } = usePlace()
  const consent = useConsent(used.edited ? operation : null, props.saving)
  const [askedFor, setAskedFor] = useState<AskedFor | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const seen = useCallback(() => setTold(null), [])
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
            changes={changes}
            problems={props.problems}
            reach={props.reach}
            comment={used.comment}
            consent={consent}
            blocked={used.disputed}
            saving={props.saving}
            onComment={used.setComment}
            onDiscard={() =>
              setTold({ what: 'discarded', changes: changes.length, undo: used.discard() })
            }
            onSave={() => {
              seen()
              props.onSave()
            }}
            onAsk={setAskedFor}
          />
          <AskDialog
            askedFor={askedFor}
            environment={environment}
            operation={operation}
            version={props.version}
            consent={consent}
            title={suggestedTitle(props.of, changes)}
            comment={used.comment}
            onComment={used.setComment}
            onClose={() => setAskedFor(null)}
            onAsked={(view) => {
              setAskedFor(null)
              setTold({ what: 'asked', view })
              used.discard()
            }}
          >
            <DifferenceList differences={changes} />
            {props.reach}
          </AskDialog>
        </>
      )}
      {!used.edited && told?.what === 'discarded' && (
        <DiscardedBar
          changes={told.changes}
          onUndo={() => {
            seen()
            told.undo()
          }}
          onOver={seen}
        />
      )}
      {!used.edited && told?.what === 'asked' && <AskedBar view={told.view} onDismiss={seen} />}
      {!used.edited && !told && saved !== null && (
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
