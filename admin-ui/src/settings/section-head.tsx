import type { ReactNode } from 'react'
import styles from './section.module.css'

interface SectionHeadProps {
  /** The section is labelled by it. */
  readonly id: string
  readonly title: string
  /** What the section is for, in a sentence or two. */
  readonly lead?: ReactNode
  /** Buttons beside the title. */
  readonly children?: ReactNode
}

/** How a section of settings begins: all of them at the same height and distance. */
export function SectionHead({ id, title, lead, children }: SectionHeadProps) {
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      {lead && <p className={styles.lead}>{lead}</p>}
    </div>
  )
}
