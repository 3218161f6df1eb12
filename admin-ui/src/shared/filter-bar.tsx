import type { ReactNode } from 'react'
import styles from './filter-bar.module.css'
import { SearchField } from './search-field.tsx'

interface FilterBarProps {
  /** `Search flags` */
  readonly label: string
  readonly placeholder?: string
  readonly search: string
  readonly onSearch: (search: string) => void
  /** How many there are; null where that is not told. */
  readonly status: ReactNode
  /** What is chosen besides, each `className={choiceClass}` where it has a width of its own. */
  readonly children?: ReactNode
}

/** Class of a choice in the bar: it shares the width with the others. */
export const choiceClass: string = styles.choice ?? ''

/** What a list is narrowed by. */
export function FilterBar({ search, onSearch, status, children, ...words }: FilterBarProps) {
  return (
    <search className={styles.bar}>
      <SearchField {...words} className={styles.search} search={search} onSearch={onSearch} />
      {children}
      {status !== null && (
        <span className={styles.status} role="status">
          {status}
        </span>
      )}
    </search>
  )
}
