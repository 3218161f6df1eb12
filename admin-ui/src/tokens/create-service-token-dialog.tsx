import { Button, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type GrantDraft, GrantFields } from '../members/grant-fields.tsx'
import { usePlace } from '../projects/place.tsx'
import { apiPaths } from '../shared/api-paths.ts'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { ExpiryField, expiryAfter } from './expiry-field.tsx'
import { NewToken } from './new-token.tsx'
import { useCreateServiceToken } from './use-tokens.ts'

interface CreateServiceTokenDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreateServiceTokenDialog({ opened, onClose }: CreateServiceTokenDialogProps) {
  const { project } = usePlace()
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={`Service token for ${project.name}`}
      size={560}
      // The token is shown this once: a stray click must not lose it.
      closeOnClickOutside={false}
    >
      <CreateServiceToken onClose={onClose} />
    </Dialog>
  )
}

function CreateServiceToken({ onClose }: { readonly onClose: () => void }) {
  const { project } = usePlace()
  const [grants, setGrants] = useState<readonly GrantDraft[]>([
    { environment: null, role: 'viewer' },
  ])
  const [days, setDays] = useState('90')
  const create = useCreateServiceToken(project.key)
  if (create.data) {
    return (
      <NewToken
        token={create.data.token}
        tryPath={apiPaths.project(project.key)}
        onClose={onClose}
      />
    )
  }
  const free = [null, ...project.environments.map(({ key }) => key)].filter(
    (place) => !grants.some(({ environment }) => environment === place),
  )
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
          memberships: grants.map((grant) => ({ ...grant })),
        })
      }
    >
      <TextInput
        label="Name"
        description="What uses it. The history calls it by this name."
        name="name"
        placeholder="deploy pipeline"
        required
        maxLength={200}
        data-autofocus
      />
      {grants.map((grant, at) => (
        <GrantFields
          // Rows are only ever added at the end.
          key={at}
          value={grant}
          onChange={(changed) => setGrants(grants.map((one, i) => (i === at ? changed : one)))}
        />
      ))}
      {free[0] !== undefined && (
        <div>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setGrants([...grants, { environment: free[0] ?? null, role: 'viewer' }])}
          >
            Another role
          </Button>
        </div>
      )}
      <ExpiryField days={days} onChange={setDays} />
    </DialogForm>
  )
}
