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
import { StateMark } from '../shared/state-mark.tsx'
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

/** Red only where something went wrong. */
export function RequestStateMark({ state }: RequestStateMarkProps) {
  return (
    <StateMark
      state={state}
      icon={ICONS[state]}
      words={STATE_WORDS[state]}
      className={styles.mark}
    />
  )
}
