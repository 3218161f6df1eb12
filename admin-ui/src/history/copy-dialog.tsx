import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Select } from '@mantine/core'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { apiPaths } from '../shared/api-paths.ts'
import { Dialog } from '../shared/dialog.tsx'
import { ProposalForm } from './proposal-form.tsx'

interface CopyProps {
  readonly flag: string
  /** That is copied to. */
  readonly environment: EnvironmentView
  /** Key of the one that is copied from; otherwise the person picks it. */
  readonly from?: string | undefined
  readonly onClose: () => void
}

interface CopyDialogProps extends CopyProps {
  readonly opened: boolean
}

/** One environment takes over what another does with a flag. */
export function CopyDialog({ opened, ...props }: CopyDialogProps) {
  const title = (
    <>
      Copy <code>{props.flag}</code> to {props.environment.name}
    </>
  )
  return (
    <Dialog opened={opened} onClose={props.onClose} title={title} size={640}>
      <CopyForm {...props} />
    </Dialog>
  )
}

function CopyForm({ flag, environment, from, onClose }: CopyProps) {
  const { project } = usePlace()
  const [picked, setPicked] = useState<string | null>(from ?? null)
  const others = project.environments.filter(({ key }) => key !== environment.key)
  const path = apiPaths.copyFlag(project.key, environment.key, flag)
  return (
    <ProposalForm
      wish={
        picked === null
          ? null
          : {
              path,
              asked: { from: picked },
              operation: { type: 'copy-flag', environment: environment.key, flag, from: picked },
            }
      }
      aboutOne
      verb={`Copy to ${environment.name}`}
      onClose={onClose}
      onDone={onClose}
    >
      <p>
        Rules, percentages and state are taken over, and with them who is in which percentage: the
        same people as there.
      </p>
      <Select
        label="From"
        data={others.map(({ key, name }) => ({ value: key, label: name }))}
        value={picked}
        onChange={setPicked}
        allowDeselect={false}
      />
    </ProposalForm>
  )
}
