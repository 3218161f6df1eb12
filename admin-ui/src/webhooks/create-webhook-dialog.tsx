import type { WebhookView } from '@bunting/flag-server/webhooks/webhook-schemas.ts'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { CodeBlock } from '../sdk-keys/code-block.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import styles from '../shared/form.module.css'
import { fieldErrors, namesFields } from '../shared/request-failed.ts'
import { useCreateWebhook } from './use-webhooks.ts'

interface CreateWebhookDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function CreateWebhookDialog({ opened, onClose }: CreateWebhookDialogProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title="Webhook"
      size={560}
      // The secret is shown this once: a stray click must not lose it.
      closeOnClickOutside={false}
    >
      <CreateWebhook onClose={onClose} />
    </Dialog>
  )
}

function CreateWebhook({ onClose }: { readonly onClose: () => void }) {
  const { project } = usePlace()
  const [format, setFormat] = useState<WebhookView['format']>('json')
  const create = useCreateWebhook(project.key)
  const errors = fieldErrors(create.error)

  if (create.data) {
    return (
      <div className={styles.form}>
        {create.data.format === 'json' ? (
          <>
            <p role="status">
              <strong>Copy the secret now.</strong> Each delivery is signed with it, and it cannot
              be shown again.
            </p>
            <CodeBlock code={create.data.secret} what="webhook secret" />
          </>
        ) : (
          <p role="status">
            <strong>{create.data.name}</strong> is told of releases from now on.
          </p>
        )}
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
      verb="Add webhook"
      failure={namesFields(create.error) ? null : create.error}
      pending={create.isPending}
      onCancel={onClose}
      onSubmit={({ name = '', url = '' }) => create.mutate({ name, url, format })}
    >
      <TextInput
        label="Name"
        description="Who or what is told."
        name="name"
        placeholder="#releases"
        required
        maxLength={200}
        error={errors.name}
        autoComplete="off"
        data-autofocus
      />
      <TextInput
        label="URL"
        name="url"
        type="url"
        placeholder="https://hooks.example.com/…"
        required
        maxLength={2_000}
        error={errors.url}
        autoComplete="off"
        spellCheck={false}
      />
      <NativeSelect
        label="Format"
        data={[
          { value: 'json', label: 'JSON, signed: for your own code' },
          { value: 'slack', label: 'Slack message: Slack, Mattermost and the like' },
        ]}
        value={format}
        onChange={({ currentTarget: { value } }) => setFormat(value === 'slack' ? 'slack' : 'json')}
      />
    </DialogForm>
  )
}
