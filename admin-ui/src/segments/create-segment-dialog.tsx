import { TagsInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { KeyField } from '../shared/key-field.tsx'
import { ReadOnly } from '../shared/read-only.tsx'
import { fieldErrors } from '../shared/request-failed.ts'
import { useCreateSegment } from './use-change-segment.ts'

interface CreateSegmentDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreateSegmentDialog({ opened, onClose }: CreateSegmentDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Create segment" size={520}>
      <ReadOnly unless="segment.edit">
        <CreateSegmentForm onClose={onClose} />
      </ReadOnly>
    </Dialog>
  )
}

function CreateSegmentForm({ onClose }: { readonly onClose: () => void }) {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const [tags, setTags] = useState<string[]>([])
  const create = useCreateSegment(project.key)
  const errors = fieldErrors(create.error)
  const submit = ({ key = '', name = '', description = '' }) =>
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
  return (
    <DialogForm
      verb="Create segment"
      failure={create.error}
      pending={create.isPending}
      onCancel={onClose}
      onSubmit={submit}
    >
      <KeyField
        description="What rules ask for; it cannot be changed later."
        placeholder="beta-testers"
        error={errors.key}
      />
      <TextInput label="Name" name="name" placeholder="Beta testers" maxLength={200} />
      <Textarea label="Description" name="description" autosize minRows={2} maxRows={6} />
      <TagsInput label="Tags" value={tags} onChange={setTags} error={errors.tags} />
    </DialogForm>
  )
}
