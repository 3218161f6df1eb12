import type { ReactNode } from 'react'
import styles from './empty.module.css'

interface EmptyProps {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
  /** Whether it is all there is on the page. */
  readonly whole?: boolean
}

/** A page with nothing in it yet says what belongs there and how to put it there. */
export function Empty({ title, children, action, whole = false }: EmptyProps) {
  const Heading = whole ? 'h1' : 'h2'
  return (
    <div className={styles.empty}>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}
