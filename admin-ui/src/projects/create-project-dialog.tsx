import { Button, Modal, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { fieldErrors } from '../shared/request-failed.ts'
import styles from './create-project-dialog.module.css'
import { useCreateProject } from './use-projects.ts'

interface CreateProjectDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreateProjectDialog({ opened, onClose }: CreateProjectDialogProps) {
  const navigate = useNavigate()
  const create = useCreateProject()
  const errors = fieldErrors(create.error)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { key = '', name = '' } = formValues(event.currentTarget)
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
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Create project">
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label="Key"
          description="In addresses of the API; it cannot be changed later."
          name="key"
          required
          pattern="[A-Za-z0-9._\-]{1,128}"
          title="1 to 128 of the characters A-Z a-z 0-9 . _ -"
          error={errors.key}
          autoComplete="off"
          data-autofocus
        />
        <TextInput label="Name" name="name" maxLength={200} error={errors.name} />
        <FailureNotice failure={create.error} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={create.isPending}>
            Create project
          </Button>
        </div>
      </form>
    </Modal>
  )
}
