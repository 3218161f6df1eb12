import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { AskedNotice } from '../change-requests/asked-notice.tsx'
import { classNames } from '../shared/class-names.ts'
import styles from './change-bar.module.css'

interface AskedBarProps {
  readonly view: ChangeRequestView
  readonly onDismiss: () => void
}

/** What the change bar becomes when the change waits for somebody, or for its time. */
export function AskedBar({ view, onDismiss }: AskedBarProps) {
  return (
    <section className={classNames(styles.bar, styles.saved)} aria-label="Requested change">
      <AskedNotice view={view} />
      <ActionIcon aria-label="Dismiss" onClick={onDismiss}>
        <IconX size={14} />
      </ActionIcon>
    </section>
  )
}
