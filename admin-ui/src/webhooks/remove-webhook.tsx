import type { WebhookView } from '@bunting/flag-server/webhooks/webhook-schemas.ts'
import { ConfirmPopover } from '../shared/confirm-popover.tsx'
import { useDeleteWebhook } from './use-webhooks.ts'

interface RemoveWebhookProps {
  readonly project: string
  readonly webhook: WebhookView
}

export function RemoveWebhook({ project, webhook }: RemoveWebhookProps) {
  const remove = useDeleteWebhook(project)
  return (
    <ConfirmPopover
      label={`Remove ${webhook.name}`}
      question={
        <>
          Remove <strong>{webhook.name}</strong>? Nothing is sent there any more, not even what
          still waits.
        </>
      }
      verb="Remove webhook"
      button={{ size: 'xs', variant: 'subtle' }}
      failure={remove.error}
      pending={remove.isPending}
      onConfirm={(close) => remove.mutate(webhook.id, { onSuccess: close })}
    >
      Remove
    </ConfirmPopover>
  )
}
