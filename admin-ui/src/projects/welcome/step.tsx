import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './welcome.module.css'

interface StepProps {
  readonly number: number
  readonly title: string
  readonly done: boolean
  /** Done, and seen to work: the only thing that is green. */
  readonly confirmed?: boolean
  readonly children: ReactNode
}

export function Step({ number, title, done, confirmed = false, children }: StepProps) {
  return (
    <li
      className={styles.step}
      data-done={done || undefined}
      data-confirmed={confirmed || undefined}
    >
      <span className={styles.number}>
        {done ? <IconCheck size={14} stroke={2.5} aria-label="Done" /> : number}
      </span>
      <div className={styles.body}>
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  )
}
