import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { usePlace } from '../projects/place.tsx'
import { SectionHead } from '../settings/section-head.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { CreateWebhookDialog } from './create-webhook-dialog.tsx'
import { useWebhooks } from './use-webhooks.ts'
import { WebhookRow } from './webhook-row.tsx'
import styles from './webhooks.module.css'

/** Where news of releases and change requests goes, and whether it arrived. */
export function WebhooksSection() {
  const { project } = usePlace()
  const { data, error, refetch } = useWebhooks(project.key)
  const [creating, { open, close }] = useDisclosure()
  return (
    <section className={styles.section} aria-labelledby="webhooks">
      <SectionHead
        id="webhooks"
        title="Webhooks"
        lead="News for your chat or your own code: of releases (started, widened, held, rolled back, with the evidence) and of change requests."
      >
        <Button leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={open}>
          Add webhook
        </Button>
      </SectionHead>
      {error && !data && <FailureNotice failure={error} retry={refetch} />}
      {data && data.length > 0 && (
        <ul className={styles.list} aria-label="Webhooks">
          {data.map((webhook) => (
            <WebhookRow key={webhook.id} project={project.key} webhook={webhook} />
          ))}
        </ul>
      )}
      {data && data.length === 0 && <p className={styles.none}>Nobody is told yet.</p>}
      <CreateWebhookDialog opened={creating} onClose={close} />
    </section>
  )
}
