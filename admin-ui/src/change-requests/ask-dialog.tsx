import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { CommentField } from '../shared/comment-field.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import styles from './ask-dialog.module.css'
import type { Consent } from './consent.ts'
import { ConsentNotice } from './consent-notice.tsx'
import { nextFullHour } from './next-full-hour.ts'
import { useAsk } from './use-request-acts.ts'
import { WhenChoice } from './when-choice.tsx'

/** For a second person's eyes, or for the clock. */
export type AskedFor = 'approval' | 'time'

interface AskProps {
  readonly askedFor: AskedFor
  readonly environment: EnvironmentView
  readonly operation: Operation
  /** Of the configuration that is shown: asking for a change of another is refused. */
  readonly version: number
  readonly consent: Consent
  /** What it is called unless the person says otherwise. */
  readonly title: string
  readonly comment: string
  readonly onComment: (comment: string) => void
  /** What would change, and for whom. */
  readonly children: ReactNode
  readonly onClose: () => void
  readonly onAsked: (view: ChangeRequestView) => void
}

interface AskDialogProps extends Omit<AskProps, 'askedFor'> {
  /** Null: closed. */
  readonly askedFor: AskedFor | null
}

/** Makes a change request of what was typed; nothing typed is given up before the server has it. */
export function AskDialog({ askedFor, ...props }: AskDialogProps) {
  const verb = askedFor === 'time' ? 'Save at a time' : 'Ask for approval'
  const title = `${verb} in ${props.environment.name}`
  return (
    <Dialog opened={askedFor !== null} onClose={props.onClose} title={title} size={560}>
      {askedFor !== null && <AskForm askedFor={askedFor} {...props} />}
    </Dialog>
  )
}

function AskForm(props: AskProps) {
  const { askedFor, operation, version, consent, comment, onComment, onClose, onAsked } = props
  const { project } = usePlace()
  const ask = useAsk(project.key)
  const timed = askedFor === 'time'
  const [title, setTitle] = useState(props.title)
  const [applyAt, setApplyAt] = useState(timed ? nextFullHour(Date.now()) : null)
  const said = comment.trim()
  const named = title.trim()
  const missing = (consent.commentRequired && said === '') || (timed && applyAt === null)
  const submit = () =>
    ask.mutate(
      {
        operation,
        expectedVersion: version,
        ...(named && { title: named }),
        ...(said && { comment: said }),
        ...(applyAt !== null && { applyAt }),
      },
      { onSuccess: onAsked },
    )
  return (
    <DialogForm
      verb={timed && !consent.approvalRequired ? 'Schedule' : 'Ask for approval'}
      pending={ask.isPending}
      disabled={missing}
      failure={ask.error}
      onCancel={onClose}
      onSubmit={submit}
    >
      <ConsentNotice consent={consent} />
      <div className={styles.change}>{props.children}</div>
      <TextInput
        label="Title"
        value={title}
        maxLength={200}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <CommentField value={comment} onChange={onComment} required={consent.commentRequired} first />
      <WhenChoice applyAt={applyAt} onChange={setApplyAt} timed={timed} />
    </DialogForm>
  )
}
