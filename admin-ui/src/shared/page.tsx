import type { ReactNode } from 'react'
import styles from './page.module.css'

interface PageProps {
  readonly title: string
  /** What of it is open, for the browser's tab and history. */
  readonly part?: string | undefined
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Reading width instead of the whole screen. */
  readonly narrow?: boolean
}

export function Page({ title, part, lead, actions, children, narrow = false }: PageProps) {
  return (
    <div className={styles.page} data-narrow={narrow || undefined}>
      <title>{`${part ? `${part} · ` : ''}${title} · Bunting`}</title>
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
