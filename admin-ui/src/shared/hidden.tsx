import type { ReactNode } from 'react'
import styles from './hidden.module.css'

/** Words for those who do not see what stands beside them. */
export function Hidden({ children }: { readonly children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>
}
