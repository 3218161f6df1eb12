import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { DeliveryLine } from '../live/delivery-line.tsx'
import { classNames } from '../shared/class-names.ts'
import styles from './change-bar.module.css'

interface SavedBarProps {
  readonly project: string
  readonly environment: string
  readonly revision: number
  readonly onDismiss: () => void
}

/** What the change bar becomes: whether the change has arrived. */
export function SavedBar({ project, environment, revision, onDismiss }: SavedBarProps) {
  return (
    <section className={classNames(styles.bar, styles.saved)} aria-label="Saved change">
      <p role="status">
        <span>Saved as r{revision} ·</span>
        <DeliveryLine project={project} environment={environment} revision={revision} />
      </p>
      <ActionIcon aria-label="Dismiss" onClick={onDismiss}>
        <IconX size={14} />
      </ActionIcon>
    </section>
  )
}
