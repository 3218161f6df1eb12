import { Kbd, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import styles from './filter-bar.module.css'

interface FilterBarProps {
  /** `Search flags` */
  readonly label: string
  readonly placeholder?: string
  readonly search: string
  readonly onSearch: (search: string) => void
  /** How many there are. */
  readonly status: ReactNode
  /** What is chosen besides, each `className={choiceClass}` where it has a width of its own. */
  readonly children?: ReactNode
}

/** Class of a choice in the bar: it shares the width with the others. */
export const choiceClass: string = styles.choice ?? ''

/** What a list is narrowed by. `/` goes to the search, Escape leaves it. */
export function FilterBar(props: FilterBarProps) {
  const { label, placeholder = label, search, onSearch, status, children } = props
  const field = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])
  return (
    <search className={styles.bar}>
      <TextInput
        ref={field}
        className={styles.search}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={search}
        maxLength={200}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={search === '' ? <Kbd size="xs">/</Kbd> : undefined}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      {children}
      <span className={styles.status} role="status">
        {status}
      </span>
    </search>
  )
}
