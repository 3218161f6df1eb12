import type { SdkKeyKind } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { formValues } from '../shared/form-values.ts'
import styles from './create-sdk-key-dialog.module.css'
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
    <Modal
      opened={opened}
      onClose={onClose}
      title={`SDK key for ${environment.name}`}
      size={560}
      // The key is shown this once: a stray click must not lose it.
      closeOnClickOutside={false}
    >
      <CreateSdkKey onClose={onClose} />
    </Modal>
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
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { name = '' } = formValues(event.currentTarget)
    create.mutate({ kind, name })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
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
      <FailureNotice failure={create.error} />
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" loading={create.isPending}>
          Create SDK key
        </Button>
      </div>
    </form>
  )
}
