import type { SdkKeyKind } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { SegmentedControl, Select } from '@mantine/core'
import { choiceClass, FilterBar } from '../shared/filter-bar.tsx'
import type { ConnectionFilter } from './connection-filter.ts'

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
  return (
    <FilterBar
      label="Search connections"
      placeholder="Instance, SDK, application or server"
      search={filter.search}
      onSearch={(search) => onChange({ search })}
      status={total}
    >
      <Select
        className={choiceClass}
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
    </FilterBar>
  )
}
