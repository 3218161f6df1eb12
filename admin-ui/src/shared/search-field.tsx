import { Kbd, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRef } from 'react'
import { classNames } from './class-names.ts'
import styles from './search-field.module.css'

interface SearchFieldProps {
  /** `Search flags` */
  readonly label: string
  readonly placeholder?: string
  readonly className?: string | undefined
  readonly search: string
  readonly onSearch: (search: string) => void
}

/** The one search of a page: `/` goes there, Escape leaves it. */
export function SearchField(props: SearchFieldProps) {
  const { label, placeholder = label, className, search, onSearch } = props
  const field = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])
  return (
    <TextInput
      ref={field}
      className={classNames(styles.search, className)}
      type="search"
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={placeholder}
      value={search}
      maxLength={200}
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      rightSection={
        search === '' ? (
          <Kbd size="xs" className={styles.key} aria-hidden="true">
            /
          </Kbd>
        ) : undefined
      }
      onChange={(event) => onSearch(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}
