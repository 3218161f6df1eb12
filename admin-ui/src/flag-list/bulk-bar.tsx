import { Button, CloseButton } from '@mantine/core'
import { usePlace } from '../projects/place.tsx'
import { useMay } from '../projects/use-may.ts'
import { counted } from '../shared/number-words.ts'
import { Permitted } from '../shared/permitted.tsx'
import styles from './bulk-bar.module.css'
import { useBulk } from './bulk-provider.tsx'
import type { Selecting } from './use-selection.ts'

interface BulkBarProps {
  readonly selecting: Selecting
  /** Flags that the filter finds. */
  readonly total: number
  readonly archived: boolean
}

/** What can be done with what is selected; at the foot, while something is. */
export function BulkBar({ selecting, total, archived }: BulkBarProps) {
  const { environment } = usePlace()
  const { flags, selectAll, clear } = selecting
  const { ask, running } = useBulk()
  const mayKill = useMay('flag.kill')
  return (
    <section className={styles.bar} aria-label="Selected flags">
      <strong>{counted(flags.length, 'flag')}</strong>
      {flags.length < total && (
        <Button variant="subtle" onClick={selectAll}>
          Select all {counted(total, 'flag')}
        </Button>
      )}
      <div className={styles.buttons} inert={running !== null}>
        {archived ? (
          <>
            <Permitted needs="flag.delete">
              <Button onClick={() => ask('restore', flags)}>Restore</Button>
            </Permitted>
            <Permitted needs="flag.delete">
              <Button color="red" onClick={() => ask('delete', flags)}>
                Delete
              </Button>
            </Permitted>
          </>
        ) : (
          <>
            <Permitted needs="flag.edit">
              <Button onClick={() => ask('tags', flags)}>Tags</Button>
            </Permitted>
            <Permitted needs="flag.edit">
              <Button onClick={() => ask('owner', flags)}>Owner</Button>
            </Permitted>
            <Permitted needs="flag.configure">
              <Button onClick={() => ask('turn-on', flags)}>Turn on in {environment.name}</Button>
            </Permitted>
            <Permitted needs={mayKill ? 'flag.kill' : 'flag.configure'}>
              <Button onClick={() => ask('turn-off', flags)}>Turn off in {environment.name}</Button>
            </Permitted>
            <Permitted needs="flag.delete">
              <Button color="red" onClick={() => ask('archive', flags)}>
                Archive
              </Button>
            </Permitted>
          </>
        )}
      </div>
      <CloseButton aria-label="Select none" onClick={clear} />
    </section>
  )
}
