import type { SdkKeyCreated } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import styles from '../shared/form.module.css'
import { NewKey } from './new-key.tsx'
import { type ListedKey, OVERLAPS, useWords } from './sdk-key-words.ts'
import { useRotateSdkKey } from './use-sdk-keys.ts'

interface RotateKeyDialogProps {
  readonly project: string
  readonly environment: string
  /** As it was when it was asked about; null: nothing is. */
  readonly sdkKey: ListedKey | null
  readonly onClose: () => void
}

/** Apart from the key's row, which changes under it: the new key is shown this once. */
export function RotateKeyDialog({ project, environment, sdkKey, onClose }: RotateKeyDialogProps) {
  const rotate = useRotateSdkKey(project, environment)
  const close = () => {
    onClose()
    rotate.reset()
  }
  return (
    <Dialog
      opened={sdkKey !== null}
      onClose={close}
      title={`Rotate ${sdkKey?.name ?? ''}`}
      size={560}
      // A stray click must not lose the key.
      closeOnClickOutside={false}
    >
      {rotate.data && <Successor made={rotate.data} onClose={close} />}
      {sdkKey && !rotate.data && (
        <AskRotation
          sdkKey={sdkKey}
          pending={rotate.isPending}
          failure={rotate.error}
          onCancel={close}
          onRotate={(overlapSeconds) => rotate.mutate({ id: sdkKey.id, overlapSeconds })}
        />
      )}
    </Dialog>
  )
}

interface AskRotationProps {
  readonly sdkKey: ListedKey
  readonly pending: boolean
  readonly failure: unknown
  readonly onCancel: () => void
  readonly onRotate: (overlapSeconds: number) => void
}

function AskRotation({ sdkKey, pending, failure, onCancel, onRotate }: AskRotationProps) {
  const [overlap, setOverlap] = useState(String(OVERLAPS[1].seconds))
  return (
    <DialogForm
      verb="Rotate key"
      pending={pending}
      failure={failure}
      onCancel={onCancel}
      onSubmit={() => onRotate(Number(overlap))}
    >
      <p>
        You get a new key of the same kind and name. The old one goes on meanwhile:{' '}
        <strong>{useWords(sdkKey.connections)}</strong> at this moment. After that its applications
        are disconnected and keep the flags they hold.
      </p>
      <Select
        label="The old key goes on for"
        data={OVERLAPS.map(({ seconds, label }) => ({ value: String(seconds), label }))}
        value={overlap}
        onChange={(value) => value !== null && setOverlap(value)}
        allowDeselect={false}
        data-autofocus
      />
    </DialogForm>
  )
}

interface SuccessorProps {
  readonly made: SdkKeyCreated
  readonly onClose: () => void
}

function Successor({ made, onClose }: SuccessorProps) {
  return (
    <div className={styles.form}>
      <p role="status">
        <strong>Copy the new key now.</strong> It is stored hashed and cannot be shown again. The
        list says who still uses the old one.
      </p>
      <NewKey created={made} flag="new-checkout" />
      <div className={styles.buttons}>
        <Button variant="filled" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  )
}
