import type { WebhookView } from '@bunting/flag-server/webhooks/webhook-schemas.ts'
import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { useDeleteWebhook } from './use-webhooks.ts'
import styles from './webhooks.module.css'

interface RemoveWebhookProps {
  readonly project: string
  readonly webhook: WebhookView
}

export function RemoveWebhook({ project, webhook }: RemoveWebhookProps) {
  const [asking, { open, close }] = useDisclosure()
  const remove = useDeleteWebhook(project)
  const label = `Remove ${webhook.name}`
  return (
    <Popover
      opened={asking}
      onDismiss={close}
      width={300}
      position="bottom-end"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <Button size="xs" variant="subtle" color="red" aria-label={label} onClick={open}>
          Remove
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={label} p={16}>
        <div className={styles.confirm}>
          <span>
            Remove <strong>{webhook.name}</strong>? Nothing is sent there any more, not even what
            still waits.
          </span>
          <FailureNotice failure={remove.error} />
          <div>
            <Button onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button
              variant="filled"
              color="red"
              loading={remove.isPending}
              onClick={() => remove.mutate(webhook.id, { onSuccess: close })}
            >
              Remove webhook
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
