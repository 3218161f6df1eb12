import type { Restored } from '@bunting/flag-server/history/history-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { RequestFailed } from '../shared/request-failed.ts'
import styles from './proposal.module.css'
import { ProposalItems } from './proposal-items.tsx'
import { useCarryOut, useProposal, type Wish } from './use-proposal.ts'

interface ProposalFormProps {
  /** Null until enough is chosen. */
  readonly wish: Wish | null
  readonly aboutOne: boolean
  /** A verb, and where: `Restore in production`. */
  readonly verb: string
  /** What is to be chosen first. */
  readonly children?: ReactNode
  readonly onClose: () => void
  readonly onDone: (done: Restored) => void
}

/** The difference in words, why, and only then the button. */
export function ProposalForm(props: ProposalFormProps) {
  const { wish, aboutOne, verb, children, onClose, onDone } = props
  const { project } = usePlace()
  const [comment, setComment] = useState('')
  const { data: proposal, error, isFetching } = useProposal(project.key, wish)
  const carryOut = useCarryOut(project.key)
  const shown = wish && !error ? proposal : undefined
  const doable = shown && shown.items.length > 0 && !shown.refused.some(({ blocking }) => blocking)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!wish || !shown || !doable) return
    carryOut.mutate({ wish, seen: shown, comment: comment.trim() }, { onSuccess: onDone })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      {children}
      {shown && <ProposalItems proposal={shown} aboutOne={aboutOne} />}
      {wish && !shown && !error && isFetching && <p role="status">Looking at what would change…</p>}
      <FailureNotice failure={wish && error} />
      <TextInput
        label="Comment"
        placeholder="Why? (optional)"
        value={comment}
        maxLength={2_000}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <FailureNotice failure={carryOutFailure(carryOut.error)} />
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={carryOut.isPending} disabled={!doable}>
          {verb}
        </Button>
      </div>
    </form>
  )
}

function carryOutFailure(error: unknown): unknown {
  const isStale = error instanceof RequestFailed && error.code === 'stale_version'
  return isStale
    ? new Error('Somebody changed something meanwhile. Above is what it would do now.')
    : error
}
