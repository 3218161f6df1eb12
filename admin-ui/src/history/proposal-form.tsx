import type { Restored } from '@bunting/flag-server/history/history-schemas.ts'
import type { ReactNode } from 'react'
import { ConsentForm } from '../change-requests/consent-form.tsx'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { isStale } from '../shared/request-failed.ts'
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
  const { data: proposal, error, isFetching } = useProposal(project.key, wish)
  const carryOut = useCarryOut(project.key)
  const shown = wish && !error ? proposal : undefined
  const doable = shown && shown.items.length > 0 && !shown.refused.some(({ blocking }) => blocking)
  const submit = (comment: string) => {
    if (!wish || !shown || !doable) return
    carryOut.mutate({ wish, seen: shown, comment }, { onSuccess: onDone })
  }
  return (
    <ConsentForm
      operation={wish?.operation ?? null}
      fingerprint={shown?.fingerprint}
      verb={verb}
      disabled={!doable}
      failure={carryOutFailure(carryOut.error)}
      pending={carryOut.isPending}
      onCancel={onClose}
      onConfirm={submit}
    >
      {children}
      {shown && <ProposalItems proposal={shown} aboutOne={aboutOne} />}
      {wish && !shown && !error && isFetching && <p role="status">Looking at what would change…</p>}
      <FailureNotice failure={wish && error} />
    </ConsentForm>
  )
}

function carryOutFailure(error: unknown): unknown {
  return isStale(error)
    ? new Error('Somebody changed something meanwhile. Above is what it would do now.')
    : error
}
