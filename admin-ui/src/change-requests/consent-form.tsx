import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import { Button } from '@mantine/core'
import { type ReactNode, type Ref, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { CommentField } from '../shared/comment-field.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import styles from '../shared/form.module.css'
import { AskedNotice } from './asked-notice.tsx'
import { ConsentNotice } from './consent-notice.tsx'
import { useConsent } from './use-consent.ts'
import { useAsk } from './use-request-acts.ts'
import { WhenChoice } from './when-choice.tsx'

export interface ConsentFormProps {
  /** The same as a request; null while it is not clear yet what it would be. */
  readonly operation: Operation | null
  /** Of the configuration or the flag that is shown: asking for a change of another is refused. */
  readonly version?: number
  /** Of what is shown that would happen: asking for something else is refused. */
  readonly fingerprint?: string | undefined
  /** What the button does where no approval is needed: `Turn on in production`. */
  readonly verb: string
  readonly pending: boolean
  readonly disabled?: boolean
  readonly danger?: boolean
  readonly failure?: unknown
  readonly onCancel: () => void
  /** Does it. `comment` is without spaces at its ends. */
  readonly onConfirm: (comment: string) => void
  /** What was typed is with the server now; the form tells where it can be followed. */
  readonly onAsked?: (view: ChangeRequestView) => void
  /** A comment that was typed before it was opened. */
  readonly said?: string
  readonly fieldRef?: Ref<HTMLInputElement>
  /** What would be done, and to whom. */
  readonly children: ReactNode
}

/** Sentences, why, and a verb: to do it or, where that is not for one person alone, to ask for it. */
export function ConsentForm(props: ConsentFormProps) {
  const { operation, version, fingerprint, verb, pending, failure, fieldRef } = props
  const { disabled = false, danger = false } = props
  const { project } = usePlace()
  const consent = useConsent(operation, pending)
  const ask = useAsk(project.key)
  const [comment, setComment] = useState(props.said ?? '')
  const [applyAt, setApplyAt] = useState<string | null>(null)
  const said = comment.trim()
  const asks = consent.approvalRequired && operation !== null
  if (ask.data) {
    return (
      <div className={styles.form}>
        <AskedNotice view={ask.data} />
        <div className={styles.buttons}>
          <Button onClick={props.onCancel} data-autofocus>
            Close
          </Button>
        </div>
      </div>
    )
  }
  const submit = () => {
    if (!asks) props.onConfirm(said)
    else {
      ask.mutate(
        {
          operation,
          ...(version !== undefined && { expectedVersion: version }),
          ...(fingerprint !== undefined && { fingerprint }),
          ...(said && { comment: said }),
          ...(applyAt !== null && { applyAt }),
        },
        { onSuccess: (view) => props.onAsked?.(view) },
      )
    }
  }
  return (
    <DialogForm
      verb={asks ? 'Ask for approval' : verb}
      danger={danger && !asks}
      disabled={
        disabled ||
        consent.pending ||
        consent.refused !== null ||
        (consent.commentRequired && said === '')
      }
      failure={asks ? ask.error : failure}
      pending={pending || ask.isPending}
      onCancel={props.onCancel}
      onSubmit={submit}
    >
      {props.children}
      <ConsentNotice consent={consent} />
      <CommentField
        {...(fieldRef && { ref: fieldRef })}
        value={comment}
        onChange={setComment}
        required={consent.commentRequired}
        first
      />
      {asks && <WhenChoice applyAt={applyAt} onChange={setApplyAt} />}
    </DialogForm>
  )
}
