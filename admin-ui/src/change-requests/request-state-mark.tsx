import type { ChangeRequestState } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import {
  type Icon,
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconGitMerge,
  IconUserCheck,
} from '@tabler/icons-react'
import { STATE_WORDS } from './change-request-words.ts'
import styles from './request-state-mark.module.css'

const ICONS: Readonly<Record<ChangeRequestState, Icon>> = {
  open: IconCircleDashed,
  approved: IconUserCheck,
  scheduled: IconClock,
  applied: IconCircleCheck,
  stale: IconGitMerge,
  rejected: IconCircleX,
  withdrawn: IconArrowBackUp,
  failed: IconAlertTriangle,
}

interface RequestStateMarkProps {
  readonly state: ChangeRequestState
}

/** How a request stands: an icon and a word; red only where something went wrong. */
export function RequestStateMark({ state }: RequestStateMarkProps) {
  const Icon = ICONS[state]
  return (
    <span className={styles.mark} data-state={state}>
      <Icon size={14} aria-hidden="true" />
      {STATE_WORDS[state]}
    </span>
  )
}
