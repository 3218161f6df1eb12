import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Kbd, Select, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useRef } from 'react'
import { type FlagFilter, KIND_WORDS, STATE_WORDS } from './flag-filter.ts'
import styles from './flag-filter-bar.module.css'

interface FlagFilterBarProps {
  readonly filter: FlagFilter
  readonly flags: readonly FlagView[]
  readonly count: string
  readonly onChange: (filter: FlagFilter) => void
}

export function FlagFilterBar({ filter, flags, count, onChange }: FlagFilterBarProps) {
  const search = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => search.current?.focus()]])
  const tags = useMemo(
    () => [...new Set(flags.flatMap((flag) => flag.tags))].sort((a, b) => a.localeCompare(b)),
    [flags],
  )
  return (
    <search className={styles.bar}>
      <TextInput
        ref={search}
        className={styles.search}
        type="search"
        aria-label="Search flags"
        placeholder="Search flags"
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={filter.search === '' ? <Kbd size="xs">/</Kbd> : undefined}
      />
      <Choice
        label="Kind"
        value={filter.kind}
        options={options(KIND_WORDS)}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      <Choice
        label="Tag"
        value={filter.tag}
        options={tags.map((tag) => ({ value: tag, label: tag }))}
        onChange={(tag) => onChange({ ...filter, tag })}
      />
      <Choice
        label="State"
        value={filter.state}
        options={options(STATE_WORDS)}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <span className={styles.count} role="status">
        {count}
      </span>
    </search>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value | null
  readonly options: readonly { value: Value; label: string }[]
  readonly onChange: (value: Value | null) => void
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Select
      className={styles.choice}
      aria-label={label}
      placeholder={label}
      data={options}
      value={value}
      onChange={onChange}
      allowDeselect
      clearable
      clearButtonProps={{ 'aria-label': `Any ${label.toLowerCase()}` }}
      searchable={options.length > 8}
    />
  )
}

function options<Name extends string>(words: Readonly<Record<Name, string>>) {
  return (Object.entries(words) as [Name, string][]).map(([value, label]) => ({ value, label }))
}
