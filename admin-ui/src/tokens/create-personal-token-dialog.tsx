import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { OF_ENVIRONMENTS } from '../projects/may-words.ts'
import { useProjects } from '../projects/use-projects.ts'
import { OF_PROJECTS, PERMISSION_WORDS } from '../roles/permission-words.ts'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import styles from '../shared/form.module.css'
import { ExpiryField, expiryAfter } from './expiry-field.tsx'
import { NewToken } from './new-token.tsx'
import { useCreatePersonalToken } from './use-tokens.ts'

interface CreatePersonalTokenDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreatePersonalTokenDialog({ opened, onClose }: CreatePersonalTokenDialogProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title="A token that acts as you"
      size={560}
      // The token is shown this once: a stray click must not lose it.
      closeOnClickOutside={false}
    >
      <CreatePersonalToken onClose={onClose} />
    </Dialog>
  )
}

const PERMISSIONS = [...OF_PROJECTS, ...OF_ENVIRONMENTS]
/** No key of a project: it has a space. */
const EVERY_PROJECT = 'every project'

function CreatePersonalToken({ onClose }: { readonly onClose: () => void }) {
  const { data } = useProjects()
  const [project, setProject] = useState(EVERY_PROJECT)
  const [permissions, setPermissions] = useState<readonly string[]>([])
  const [days, setDays] = useState('90')
  const create = useCreatePersonalToken()
  if (create.data) {
    return <NewToken token={create.data.token} tryPath="/projects" onClose={onClose} />
  }
  const kept = PERMISSIONS.filter((one) => permissions.includes(one))
  return (
    <DialogForm
      verb="Create token"
      pending={create.isPending}
      failure={create.error}
      onCancel={onClose}
      onSubmit={({ name = '' }) =>
        create.mutate({
          name,
          expiresAt: expiryAfter(days, Date.now()),
          project: project === EVERY_PROJECT ? null : project,
          permissions: kept.length === 0 ? null : kept,
        })
      }
    >
      <TextInput
        label="Name"
        description="What uses it. The history names it beside you."
        name="name"
        placeholder="laptop scripts"
        required
        maxLength={200}
        data-autofocus
      />
      <div className={styles.pair}>
        <Select
          label="Where"
          data={[
            { value: EVERY_PROJECT, label: 'Every project I am in' },
            ...(data?.projects ?? []).map(({ key, name }) => ({ value: key, label: name })),
          ]}
          value={project}
          onChange={(chosen) => setProject(chosen ?? EVERY_PROJECT)}
        />
        <ExpiryField days={days} onChange={setDays} />
      </div>
      <MultiSelect
        label="May"
        description="Nothing chosen: all that you may. It never may more than you."
        placeholder={permissions.length === 0 ? 'All I may' : ''}
        data={PERMISSIONS.map((value) => ({ value, label: PERMISSION_WORDS[value] }))}
        value={[...permissions]}
        onChange={setPermissions}
        clearable
      />
    </DialogForm>
  )
}
