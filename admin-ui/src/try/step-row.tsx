import { IconArrowRight, IconCheck, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './try.module.css'

interface StepRowProps {
  /** `served`: it is the end. */
  readonly holds: boolean | 'served'
  readonly details?: ReactNode
  readonly children: ReactNode
}

export function StepRow({ holds, details, children }: StepRowProps) {
  return (
    <li className={styles.step} data-holds={Boolean(holds)}>
      {holds === 'served' && <IconArrowRight size={14} aria-hidden="true" />}
      {holds === true && <IconCheck size={14} stroke={2.5} aria-label="Yes" />}
      {holds === false && <IconX size={14} aria-label="No" />}
      <div>
        <p>{children}</p>
        {details}
      </div>
    </li>
  )
}
