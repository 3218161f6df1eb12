import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { Permitted } from '../shared/permitted.tsx'
import { useBulk } from './bulk-provider.tsx'
import styles from './flag-list.module.css'

/** What can be done with an archived flag. Deleting asks; restoring can be taken back. */
export function ArchivedActions({ flag }: { readonly flag: FlagView }) {
  const { run, ask } = useBulk()
  return (
    <span className={styles.archivedActions}>
      <Permitted needs="flag.delete">
        <Button
          size="xs"
          aria-label={`Restore ${flag.key}`}
          onClick={() => run([flag.key], { type: 'restore' })}
        >
          Restore
        </Button>
      </Permitted>
      <Permitted needs="flag.delete">
        <Button
          size="xs"
          color="red"
          aria-label={`Delete ${flag.key}`}
          onClick={() => ask('delete', [flag])}
        >
          Delete
        </Button>
      </Permitted>
    </span>
  )
}
