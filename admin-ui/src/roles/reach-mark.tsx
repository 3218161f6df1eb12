import { IconCheck } from '@tabler/icons-react'
import { Hidden } from '../shared/hidden.tsx'
import type { Reach } from './permission-words.ts'
import styles from './role-table.module.css'

/** A tick, or in words where it does not hold everywhere. */
export function ReachMark({ reach }: { readonly reach: Reach }) {
  if (reach === 'everywhere') return <IconCheck size={16} role="img" aria-label="yes" />
  if (reach === 'nowhere') {
    return (
      <span className={styles.none}>
        <span aria-hidden="true">–</span>
        <Hidden>no</Hidden>
      </span>
    )
  }
  return <span className={styles.partly}>{reach}</span>
}
