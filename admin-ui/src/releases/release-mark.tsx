import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { IconLock, IconTrendingUp } from '@tabler/icons-react'
import { Hidden } from '../shared/hidden.tsx'
import styles from './release-mark.module.css'

interface ReleaseMarkProps {
  readonly configuration: Pick<FlagConfigurationView, 'release' | 'locks'>
}

/** In the list of flags: a release moves people here, or one was rolled back and nobody unlocked it. */
export function ReleaseMark({ configuration: { release, locks = [] } }: ReleaseMarkProps) {
  if (release) {
    return (
      <span className={styles.mark} title="A release moves people here">
        <IconTrendingUp size={14} aria-hidden="true" />
        <Hidden>, a release runs</Hidden>
      </span>
    )
  }
  if (locks.length === 0) return null
  return (
    <span className={styles.mark} data-locked title="Rolled back, and locked until it is unlocked">
      <IconLock size={14} aria-hidden="true" />
      <Hidden>, locked after a rollback</Hidden>
    </span>
  )
}
