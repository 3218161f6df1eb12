import { Select } from '@mantine/core'
import { useState } from 'react'
import { useFlags } from '../../flags/use-flags.ts'
import { usePlace } from '../../projects/place.tsx'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import styles from './plan-page.module.css'

interface FlagChoiceProps {
  readonly onChoose: (flag: string) => void
}

/** Which flag, when one comes from the list of releases. */
export function FlagChoice({ onChoose }: FlagChoiceProps) {
  const { project, environment } = usePlace()
  const [search, setSearch] = useState('')
  const { flags, error, retry } = useFlags(project.key, search)
  return (
    <div className={styles.flagChoice}>
      <FailureNotice failure={error} retry={retry} />
      <Select
        label="Which flag"
        placeholder="Search flags"
        searchable
        data={flags.map(({ key, environments }) => ({
          value: key,
          label: key,
          // It can have one at a time.
          disabled: environments[environment.key]?.release !== undefined,
        }))}
        limit={50}
        searchValue={search}
        onSearchChange={setSearch}
        nothingFoundMessage="No flag matches"
        onChange={(key) => key !== null && onChoose(key)}
        data-autofocus
      />
      <p className={styles.hint}>A flag on which a release runs already cannot be chosen.</p>
    </div>
  )
}
