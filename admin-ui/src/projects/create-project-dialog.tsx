import { TextInput } from '@mantine/core'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { KeyField } from '../shared/key-field.tsx'
import { fieldErrors } from '../shared/request-failed.ts'
import { useCreateProject } from './use-projects.ts'

interface CreateProjectDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreateProjectDialog({ opened, onClose }: CreateProjectDialogProps) {
  const navigate = useNavigate()
  const create = useCreateProject()
  const errors = fieldErrors(create.error)
  const submit = ({ key = '', name = '' }) =>
    create.mutate(
      { key, ...(name && { name }) },
      {
        onSuccess: (project) => {
          onClose()
          const first = project.environments[0]
          if (first) navigate(pagePaths.flags(project.key, first.key))
        },
      },
    )
  return (
    <Dialog opened={opened} onClose={onClose} title="Create project">
      <DialogForm
        verb="Create project"
        failure={create.error}
        pending={create.isPending}
        onCancel={onClose}
        onSubmit={submit}
      >
        <KeyField
          description="In addresses of the API; it cannot be changed later."
          error={errors.key}
        />
        <TextInput label="Name" name="name" maxLength={200} error={errors.name} />
      </DialogForm>
    </Dialog>
  )
}
