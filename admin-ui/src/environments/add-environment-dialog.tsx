import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { ChoiceBox } from '../shared/choice-box.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { KeyField } from '../shared/key-field.tsx'
import { fieldErrors } from '../shared/request-failed.ts'
import { useAddEnvironment } from './use-environments.ts'

interface AddEnvironmentProps {
  readonly onClose: () => void
}

interface AddEnvironmentDialogProps extends AddEnvironmentProps {
  readonly opened: boolean
}

export function AddEnvironmentDialog({ opened, onClose }: AddEnvironmentDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Add environment" size={480}>
      <AddEnvironmentForm onClose={onClose} />
    </Dialog>
  )
}

function AddEnvironmentForm({ onClose }: AddEnvironmentProps) {
  const { project } = usePlace()
  const add = useAddEnvironment(project.key)
  const [copyFrom, setCopyFrom] = useState<string | null>(null)
  const [production, setProduction] = useState(false)
  const errors = fieldErrors(add.error)
  const submit = ({ key = '', name = '' }) =>
    add.mutate(
      {
        key,
        production,
        ...(name.trim() && { name: name.trim() }),
        ...(copyFrom !== null && { copyFrom }),
      },
      { onSuccess: onClose },
    )
  return (
    <DialogForm
      verb="Add environment"
      pending={add.isPending}
      failure={add.error}
      onCancel={onClose}
      onSubmit={submit}
    >
      <KeyField
        description="In addresses and in the API; it cannot be changed later."
        placeholder="qa"
        error={errors.key}
      />
      <TextInput
        label="Name"
        name="name"
        placeholder="As the key"
        maxLength={200}
        error={errors.name}
      />
      <Select
        label="Begins with"
        description="Flags and segments as another environment has them now, or everything off."
        placeholder="Everything off"
        data={project.environments.map(({ key, name }) => ({ value: key, label: `As ${name}` }))}
        value={copyFrom}
        onChange={setCopyFrom}
        clearable
        clearButtonProps={{ 'aria-label': 'Everything off' }}
      />
      <ChoiceBox
        label="Production"
        description="Its screens look different, and its switches ask before they act."
        checked={production}
        onChange={setProduction}
      />
    </DialogForm>
  )
}
