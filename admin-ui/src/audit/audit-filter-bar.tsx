import { Select } from '@mantine/core'
import { usePlace } from '../projects/place.tsx'
import { InstantInput } from '../shared/instant-input.tsx'
import { SearchField } from '../shared/search-field.tsx'
import type { ChosenFilter } from './audit-filter.ts'
import styles from './audit-filter-bar.module.css'
import { kindWords } from './audit-words.ts'
import { useAuditFacets } from './use-audit.ts'

interface AuditFilterBarProps {
  readonly filter: ChosenFilter
  readonly onChange: (part: ChosenFilter) => void
}

const VIA = [
  { value: 'ui', label: 'by hand' },
  { value: 'api', label: 'by API' },
  { value: 'cli', label: 'by CLI' },
  { value: 'system', label: 'by the server' },
]

export function AuditFilterBar({ filter, onChange: set }: AuditFilterBarProps) {
  const { project } = usePlace()
  const facets = useAuditFacets(project.key)
  return (
    <search className={styles.bar}>
      <SearchField
        className={styles.search}
        label="Search keys and comments"
        search={filter.search ?? ''}
        onSearch={(search) => set({ search })}
      />
      <Choice
        label="Anybody"
        name="Who"
        value={filter.actor}
        options={(facets?.actors ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(actor) => set({ actor })}
      />
      <Choice
        label="Any change"
        name="What"
        value={filter.action}
        options={(facets?.actions ?? []).map((action) => ({
          value: action,
          label: kindWords(action),
        }))}
        onChange={(action) => set({ action })}
      />
      <Choice
        label="Any way"
        name="Through what"
        value={filter.via}
        options={VIA}
        onChange={(via) => set({ via })}
      />
      <div className={styles.times}>
        <InstantInput
          label="From"
          value={filter.from ?? null}
          onChange={(from) => set({ from: from ?? undefined })}
        />
        <span>to</span>
        <InstantInput
          label="To"
          value={filter.to ?? null}
          onChange={(to) => set({ to: to ?? undefined })}
        />
      </div>
    </search>
  )
}

interface ChoiceProps {
  /** Shown while nothing is chosen. */
  readonly label: string
  readonly name: string
  readonly value: string | undefined
  readonly options: readonly { value: string; label: string }[]
  readonly onChange: (value: string | undefined) => void
}

function Choice({ label, name, value, options, onChange }: ChoiceProps) {
  // What the address names is shown, also while nobody knows its name yet.
  const known = value === undefined || options.some((one) => one.value === value)
  return (
    <Select
      className={styles.choice}
      aria-label={name}
      placeholder={label}
      data={known ? options : [...options, { value, label: value }]}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      clearable
      clearButtonProps={{ 'aria-label': `${name}: any` }}
      searchable={options.length > 8}
    />
  )
}
