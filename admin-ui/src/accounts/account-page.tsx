import type { ReactNode } from 'react'
import { Logo } from '../app/logo.tsx'
import styles from './account-page.module.css'

interface AccountPageProps {
  readonly title: string
  readonly lead?: ReactNode
  readonly children: ReactNode
}

/** The frame of what one sees before being signed in. */
export function AccountPage({ title, lead, children }: AccountPageProps) {
  return (
    <main className={styles.page}>
      <title>{`${title} · Bunting`}</title>
      <div className={styles.column}>
        <div className={styles.brand}>
          <Logo size={32} />
          <span>Bunting</span>
        </div>
        <h1>{title}</h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  )
}
