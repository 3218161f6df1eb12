import type { SdkKeyKind } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRef } from 'react'
import type { ConnectionFilter } from './connection-filter.ts'
import styles from './connection-filter-bar.module.css'

interface ConnectionFilterBarProps {
  readonly filter: ConnectionFilter
  readonly total: string
  readonly onChange: (part: Partial<ConnectionFilter>) => void
}

const KINDS: { value: SdkKeyKind; label: string }[] = [
  { value: 'server', label: 'server' },
  { value: 'client', label: 'client' },
]

export function ConnectionFilterBar({ filter, total, onChange }: ConnectionFilterBarProps) {
  const field = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => field.current?.focus()]])
  return (
    <search className={styles.bar}>
      <TextInput
        ref={field}
        className={styles.search}
        type="search"
        aria-label="Search connections"
        placeholder="Instance, SDK, application or server"
        value={filter.search}
        maxLength={200}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        onChange={(event) => onChange({ search: event.currentTarget.value })}
      />
      <Select
        className={styles.kind}
        aria-label="Kind of key"
        placeholder="Kind"
        data={KINDS}
        value={filter.kind}
        onChange={(kind) => onChange({ kind })}
        allowDeselect
        clearable
        clearButtonProps={{ 'aria-label': 'Any kind' }}
      />
      <SegmentedControl
        aria-label="Which connections"
        data={[
          { value: 'all', label: 'All' },
          { value: 'behind', label: 'Behind' },
        ]}
        value={filter.behind ? 'behind' : 'all'}
        onChange={(which) => onChange({ behind: which === 'behind' })}
      />
      <span className={styles.total} role="status">
        {total}
      </span>
    </search>
  )
}
