import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { TypedNotice } from '../drafts/typed-notice.tsx'
import { usePlace } from '../projects/place.tsx'
import { ChoiceBox } from '../shared/choice-box.tsx'
import { CommentField } from '../shared/comment-field.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { fieldErrors, overtakenWords } from '../shared/request-failed.ts'
import { useTyped } from '../shared/use-typed.ts'
import { environmentEntryDifferences } from './environment-entry-differences.ts'
import { asksForComment, environmentPatch, partsOf, settingsOf } from './environment-patch.ts'
import { PolicyFields } from './policy-fields.tsx'
import { useChangeEnvironment } from './use-environments.ts'

interface EnvironmentFormProps {
  readonly environment: EnvironmentView
  readonly onClose: () => void
}

interface EnvironmentDialogProps extends EnvironmentFormProps {
  readonly opened: boolean
}

export function EnvironmentDialog({ opened, ...props }: EnvironmentDialogProps) {
  return (
    <Dialog opened={opened} onClose={props.onClose} title={props.environment.name} size={560}>
      <EnvironmentForm {...props} />
    </Dialog>
  )
}

function EnvironmentForm({ environment, onClose }: EnvironmentFormProps) {
  const { project } = usePlace()
  const change = useChangeEnvironment(project.key, environment.key)
  const held = settingsOf(environment)
  const fields = useTyped(held)
  const { shown, typed, base, edited, disputed, set } = fields
  const [comment, setComment] = useState('')
  const errors = fieldErrors(change.error)
  const commentRequired = asksForComment(typed, held)
  const submit = () => change.mutate(environmentPatch(typed, held, comment), { onSuccess: onClose })
  return (
    <DialogForm
      verb="Save"
      pending={change.isPending}
      disabled={!edited || disputed || (commentRequired && comment.trim() === '')}
      failure={overtakenWords(change.error)}
      onCancel={onClose}
      onSubmit={submit}
    >
      <TextInput
        label="Name"
        description={`Its key is ${environment.key}; that stays.`}
        required
        maxLength={200}
        value={shown.name}
        error={errors.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <ChoiceBox
        label="Production"
        description="Its screens look different, and its switches ask before they act. Roles say what somebody may do in production."
        checked={shown.production}
        onChange={(production) => set({ production })}
      />
      <PolicyFields policy={shown} onChange={set} />
      <CommentField value={comment} onChange={setComment} required={commentRequired} />
      <TypedNotice
        typed={fields}
        of={{ project: project.key, key: environment.key, action: 'environment.changed' }}
        was={partsOf(base)}
        is={partsOf(held)}
        differences={environmentEntryDifferences(partsOf(base), partsOf(held))}
        saving={change.isPending}
      />
    </DialogForm>
  )
}
