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
import { StateMark } from '../shared/state-mark.tsx'
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

export function ReleaseStateMark({ state, large = false }: ReleaseStateMarkProps) {
  return (
    <StateMark
      state={state}
      icon={ICONS[state]}
      words={stateWords(state)}
      large={large}
      className={styles.mark}
    />
  )
}
