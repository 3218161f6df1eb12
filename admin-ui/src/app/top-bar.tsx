import { IconSearch } from '@tabler/icons-react'
import { LiveLine } from '../live/live-line.tsx'
import { EnvironmentSelect } from '../projects/environment-select.tsx'
import { Hidden } from '../shared/hidden.tsx'
import { AccountMenu } from './account-menu.tsx'
import { commandKey } from './command-key.ts'
import { palette } from './doors.ts'
import styles from './top-bar.module.css'

const SAYS = 'Search or do…'

export function TopBar() {
  return (
    <section className={styles.bar} aria-label="Environment">
      <EnvironmentSelect />
      <button
        type="button"
        className={styles.command}
        aria-keyshortcuts="Meta+K Control+K"
        onClick={palette.open}
      >
        <IconSearch size={14} aria-hidden="true" />
        <Hidden>{SAYS}</Hidden>
        <span className={styles.says} aria-hidden="true">
          {SAYS}
        </span>
        <span className={styles.keys} aria-hidden="true">
          {commandKey()}K
        </span>
      </button>
      <LiveLine />
      <div className={styles.account}>
        <AccountMenu compact />
      </div>
    </section>
  )
}
