import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { classNames } from '../shared/class-names.ts'
import { counted } from '../shared/number-words.ts'
import styles from './change-bar.module.css'

/** Long enough to notice what one has pressed. */
const UNDO_FOR_MS = 10_000

interface DiscardedBarProps {
  /** How many. */
  readonly changes: number
  readonly onUndo: () => void
  /** Dismissed, or too late. */
  readonly onOver: () => void
}

/** What the change bar becomes when what was typed is given up. */
export function DiscardedBar({ changes, onUndo, onOver }: DiscardedBarProps) {
  useEffect(() => {
    const timer = setTimeout(onOver, UNDO_FOR_MS)
    return () => clearTimeout(timer)
  }, [onOver])
  return (
    <section className={classNames(styles.bar, styles.saved)} aria-label="Discarded changes">
      <p role="status">Discarded {counted(changes, 'change')}.</p>
      <Button
        size="xs"
        leftSection={<IconArrowBackUp size={14} aria-hidden="true" />}
        onClick={onUndo}
      >
        Undo
      </Button>
      <ActionIcon aria-label="Dismiss" onClick={onOver}>
        <IconX size={14} />
      </ActionIcon>
    </section>
  )
}
