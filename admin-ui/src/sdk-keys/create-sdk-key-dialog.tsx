import type { SdkKeyKind } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import styles from '../shared/form.module.css'
import { ReadOnly } from '../shared/read-only.tsx'
import { KindChoice } from './kind-choice.tsx'
import { NewKey } from './new-key.tsx'
import { useCreateSdkKey } from './use-sdk-keys.ts'

interface CreateSdkKeyDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreateSdkKeyDialog({ opened, onClose }: CreateSdkKeyDialogProps) {
  const { environment } = usePlace()
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={`SDK key for ${environment.name}`}
      size={560}
      // The key is shown this once: a stray click must not lose it.
      closeOnClickOutside={false}
    >
      <ReadOnly unless="sdk-key.manage">
        <CreateSdkKey onClose={onClose} />
      </ReadOnly>
    </Dialog>
  )
}

function CreateSdkKey({ onClose }: { readonly onClose: () => void }) {
  const { project, environment } = usePlace()
  const [kind, setKind] = useState<SdkKeyKind>('server')
  const create = useCreateSdkKey(project.key, environment.key)

  if (create.data) {
    return (
      <div className={styles.form}>
        <p role="status">
          <strong>Copy the key now.</strong> It is stored hashed and cannot be shown again.
        </p>
        <NewKey created={create.data} flag="new-checkout" />
        <div className={styles.buttons}>
          <Button variant="filled" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    )
  }
  return (
    <DialogForm
      verb="Create SDK key"
      failure={create.error}
      pending={create.isPending}
      onCancel={onClose}
      onSubmit={({ name = '' }) => create.mutate({ kind, name })}
    >
      <TextInput
        label="Name"
        description="Which application uses it."
        name="name"
        placeholder="shop-api"
        required
        maxLength={200}
        data-autofocus
      />
      <KindChoice value={kind} onChange={setKind} />
    </DialogForm>
  )
}
