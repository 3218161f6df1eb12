import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { nextFullHour } from './next-full-hour.ts'
import { useRequestAct } from './use-request-acts.ts'
import { WhenChoice } from './when-choice.tsx'

interface ScheduleProps {
  readonly view: ChangeRequestView
  readonly onClose: () => void
}

interface ScheduleDialogProps extends ScheduleProps {
  readonly opened: boolean
}

/** From then on nobody has to do anything. */
export function ScheduleDialog({ opened, ...props }: ScheduleDialogProps) {
  return (
    <Dialog opened={opened} onClose={props.onClose} title="Apply at a time" size={400}>
      <ScheduleForm {...props} />
    </Dialog>
  )
}

function ScheduleForm({ view, onClose }: ScheduleProps) {
  const { project } = usePlace()
  const act = useRequestAct(project.key, view.number)
  const [applyAt, setApplyAt] = useState<string | null>(nextFullHour(Date.now()))
  const submit = () => {
    if (applyAt !== null) act.mutate({ act: 'schedule', applyAt }, { onSuccess: onClose })
  }
  return (
    <DialogForm
      verb="Schedule"
      pending={act.isPending}
      disabled={applyAt === null}
      failure={act.error}
      onCancel={onClose}
      onSubmit={submit}
    >
      <p>
        It is applied then by itself, if nothing that it changes has moved meanwhile. If the server
        is away at that time, it is made up for within a day.
      </p>
      <WhenChoice applyAt={applyAt} onChange={setApplyAt} timed />
    </DialogForm>
  )
}
