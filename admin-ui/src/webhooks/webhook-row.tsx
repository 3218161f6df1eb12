import type { WebhookView } from '@bunting/flag-server/webhooks/webhook-schemas.ts'
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { Ago } from '../shared/ago.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { RemoveWebhook } from './remove-webhook.tsx'
import { useTestWebhook } from './use-webhooks.ts'
import { deliveryStateWords, eventWords, FORMAT_WORDS } from './webhook-words.ts'
import styles from './webhooks.module.css'

interface WebhookRowProps {
  readonly project: string
  readonly webhook: WebhookView
}

const ICONS = {
  delivered: IconCircleCheck,
  waiting: IconCircleDashed,
  'given up': IconAlertTriangle,
}

export function WebhookRow({ project, webhook }: WebhookRowProps) {
  const test = useTestWebhook(project)
  const { id, name, url, format, lastDelivery } = webhook
  const Icon = lastDelivery && ICONS[lastDelivery.state]
  return (
    <li>
      <div className={styles.webhook}>
        <p>
          <strong>{name}</strong> <span>{FORMAT_WORDS[format]}</span>
        </p>
        <p className={styles.url}>{url}</p>
        <p className={styles.delivery} data-state={lastDelivery?.state}>
          {Icon && <Icon size={14} aria-hidden="true" />}
          <span>
            {lastDelivery ? (
              <>
                {eventWords(lastDelivery.event)} {deliveryStateWords(lastDelivery)},{' '}
                <Ago instant={lastDelivery.at} />
              </>
            ) : (
              'nothing sent yet'
            )}
          </span>
        </p>
        <FailureNotice failure={test.error} />
      </div>
      <div className={styles.buttons}>
        <Button
          size="xs"
          loading={test.isPending}
          aria-label={`Test ${name}`}
          onClick={() => test.mutate(id)}
        >
          Test
        </Button>
        <RemoveWebhook project={project} webhook={webhook} />
      </div>
    </li>
  )
}
