import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { MultiSelect, Select } from '@mantine/core'
import { useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import styles from './prerequisite-editor.module.css'
import { armOrder } from './shares.ts'
import { useFlags } from './use-flags.ts'

type Prerequisite = FlagConfigurationView['prerequisites'][number]

interface PrerequisiteEditorProps {
  readonly flag: FlagView
  readonly prerequisite: Prerequisite
  /** Flags that are prerequisites already. */
  readonly taken: readonly string[]
  readonly onChange: (prerequisite: Prerequisite) => void
}

const OFFERED = 50

/** `new-checkout serves on` */
export function PrerequisiteEditor(props: PrerequisiteEditorProps) {
  const { flag, prerequisite, taken, onChange } = props
  const { project, environment } = usePlace()
  const [search, setSearch] = useState('')
  const { flags } = useFlags(project.key, search === prerequisite.flag ? '' : search)
  const chosen = flags.find(({ key }) => key === prerequisite.flag)
  const keys = flags
    .map(({ key }) => key)
    .filter((key) => key !== flag.key && (key === prerequisite.flag || !taken.includes(key)))
  const variants = new Set([...Object.keys(chosen?.variants ?? {}), ...prerequisite.variants])

  const choose = (key: string | null) => {
    const next = flags.find((one) => one.key === key)
    if (!next) return
    // What it serves beside the off variant is what one means most of the time.
    const off = next.environments[environment.key]?.offVariant ?? ''
    const names = Object.keys(next.variants)
    onChange({ flag: next.key, variants: armOrder(names, off).slice(0, names.length - 1) })
  }
  return (
    <div className={styles.prerequisite}>
      <Select
        className={styles.flag}
        aria-label="Flag"
        placeholder="flag"
        nothingFoundMessage="No flag matches."
        data={[...new Set([...keys, ...(prerequisite.flag ? [prerequisite.flag] : [])])]}
        value={prerequisite.flag || null}
        limit={OFFERED}
        searchable
        onSearchChange={setSearch}
        onChange={choose}
      />
      <span className={styles.serves}>serves</span>
      <MultiSelect
        className={styles.variants}
        aria-label="Variants"
        placeholder={prerequisite.variants.length === 0 ? 'variant' : ''}
        data={[...variants]}
        value={prerequisite.variants}
        disabled={prerequisite.flag === ''}
        onChange={(next) => onChange({ ...prerequisite, variants: next })}
      />
    </div>
  )
}
