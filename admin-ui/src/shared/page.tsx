import type { ReactNode } from 'react'
import styles from './page.module.css'

interface PageProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Reading width instead of the whole screen. */
  readonly narrow?: boolean
}

export function Page({ title, lead, actions, children, narrow = false }: PageProps) {
  return (
    <div className={styles.page} data-narrow={narrow || undefined}>
      <title>{`${title} · Bunting`}</title>
      <header className={styles.header}>
        <div className={styles.titles}>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
