import { Button, Modal, TagsInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import styles from '../flags/create-flag-dialog.module.css'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import { fieldErrors } from '../shared/request-failed.ts'
import { useCreateSegment } from './use-change-segment.ts'

interface CreateSegmentDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreateSegmentDialog({ opened, onClose }: CreateSegmentDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Create segment" size={520}>
      <CreateSegmentForm onClose={onClose} />
    </Modal>
  )
}

function CreateSegmentForm({ onClose }: { readonly onClose: () => void }) {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const [tags, setTags] = useState<string[]>([])
  const create = useCreateSegment(project.key)
  const errors = fieldErrors(create.error)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { key = '', name = '', description = '' } = formValues(event.currentTarget)
    create.mutate(
      {
        key,
        ...(name && { name }),
        ...(description && { description }),
        ...(tags.length > 0 && { tags }),
      },
      {
        onSuccess: (segment) =>
          navigate(pagePaths.segment(project.key, environment.key, segment.key), { replace: true }),
      },
    )
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label="Key"
        description="What rules ask for; it cannot be changed later."
        name="key"
        placeholder="beta-testers"
        required
        pattern="[A-Za-z0-9._\-]{1,128}"
        title="1 to 128 of the characters A-Z a-z 0-9 . _ -"
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: styles.mono }}
        error={errors.key}
        data-autofocus
      />
      <TextInput label="Name" name="name" placeholder="Beta testers" maxLength={200} />
      <Textarea label="Description" name="description" autosize minRows={2} maxRows={6} />
      <TagsInput label="Tags" value={tags} onChange={setTags} error={errors.tags} />
      <FailureNotice failure={create.error} />
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={create.isPending}>
          Create segment
        </Button>
      </div>
    </form>
  )
}
