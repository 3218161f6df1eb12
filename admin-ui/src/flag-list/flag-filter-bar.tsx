import type { FlagKind, FlagState } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { FlagFacets } from '@bunting/flag-server/flags/list-flag-facets.ts'
import { KIND_WORDS } from '../flags/kind-words.ts'
import { FilterBar } from '../shared/filter-bar.tsx'
import { count } from '../shared/number-words.ts'
import { Choice } from './choice.tsx'
import { type FlagFilter, type FlagSort, SORT_WORDS, STATE_WORDS } from './flag-filter.ts'
import styles from './flag-filter-bar.module.css'

interface FlagFilterBarProps {
  readonly filter: FlagFilter
  readonly facets: FlagFacets | undefined
  readonly status: string
  readonly onChange: (part: Partial<FlagFilter>) => void
}

/** No owner is called so: names have no line breaks. */
const NOBODY = '\n'

export function FlagFilterBar({ filter, facets, status, onChange }: FlagFilterBarProps) {
  const { kind, tag, owner, state, sort } = filter
  return (
    <FilterBar
      label="Search flags"
      search={filter.search}
      onSearch={(search) => onChange({ search })}
      status={status}
    >
      <Choice
        label="Kind"
        value={kind}
        options={(facets?.kinds ?? []).map((one) => counted(one, KIND_WORDS[one.value]))}
        shown={kind && KIND_WORDS[kind]}
        clearable
        onChange={(chosen) => onChange({ kind: chosen as FlagKind | null })}
      />
      <Choice
        label="Tag"
        value={tag}
        options={(facets?.tags ?? []).map((one) => counted(one, one.value))}
        shown={tag}
        clearable
        onChange={(chosen) => onChange({ tag: chosen })}
      />
      <Choice
        label="Owner"
        value={owner === '' ? NOBODY : owner}
        options={(facets?.owners ?? []).map(({ value, count: flags }) =>
          counted({ value: value || NOBODY, count: flags }, value || 'nobody'),
        )}
        shown={owner === '' ? 'nobody' : owner}
        clearable
        onChange={(chosen) => onChange({ owner: chosen === NOBODY ? '' : chosen })}
      />
      {filter.view !== 'archived' && (
        <Choice
          label="State"
          value={state}
          options={optionsOf(STATE_WORDS)}
          shown={state && STATE_WORDS[state]}
          clearable
          onChange={(chosen) => onChange({ state: chosen as FlagState | null })}
        />
      )}
      <Choice
        label="Order"
        value={sort}
        options={optionsOf(SORT_WORDS)}
        shown={SORT_WORDS[sort]}
        className={styles.order}
        onChange={(chosen) => chosen && onChange({ sort: chosen as FlagSort })}
      />
    </FilterBar>
  )
}

function counted(
  { value, count: flags }: { readonly value: string; readonly count: number },
  words: string,
) {
  return { value, label: `${words} · ${count(flags)}` }
}

function optionsOf(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}
