import {
  type Icon,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHandStop,
  IconPlayerPause,
  IconTrendingUp,
} from '@tabler/icons-react'
import type { ReleaseState } from './release-state.ts'
import styles from './release-state-mark.module.css'
import { stateWords } from './release-words.ts'

const ICONS: Readonly<Record<ReleaseState, Icon>> = {
  draft: IconCircleDashed,
  running: IconTrendingUp,
  holding: IconHandStop,
  paused: IconPlayerPause,
  completed: IconCircleCheck,
  rolled_back: IconArrowBackUp,
  aborted: IconCircleX,
}

interface ReleaseStateMarkProps {
  readonly state: ReleaseState
  readonly large?: boolean
}

/** How a release stands: an icon, a word and a colour, each of which says it. */
export function ReleaseStateMark({ state, large = false }: ReleaseStateMarkProps) {
  const Icon = ICONS[state]
  return (
    <span className={styles.mark} data-state={state} data-large={large || undefined}>
      <Icon size={large ? 18 : 14} aria-hidden="true" />
      {stateWords(state)}
    </span>
  )
}
