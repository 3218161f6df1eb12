import type { Icon } from '@tabler/icons-react'
import { classNames } from './class-names.ts'
import styles from './state-mark.module.css'

interface StateMarkProps {
  readonly state: string
  readonly icon: Icon
  readonly words: string
  readonly large?: boolean
  /** Its colours by `data-state`. */
  readonly className: string | undefined
}

/** How something stands: an icon, a word and a colour, each of which says it. */
export function StateMark(props: StateMarkProps) {
  const { state, icon: Icon, words, large = false, className } = props
  return (
    <span
      className={classNames(styles.mark, className)}
      data-state={state}
      data-large={large || undefined}
    >
      <Icon size={large ? 18 : 14} aria-hidden="true" />
      {words}
    </span>
  )
}
