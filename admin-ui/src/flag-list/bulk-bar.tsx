import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button, CloseButton } from '@mantine/core'
import { usePlace } from '../projects/place.tsx'
import { useMay } from '../projects/use-may.ts'
import { counted } from '../shared/number-words.ts'
import { Permitted } from '../shared/permitted.tsx'
import styles from './bulk-bar.module.css'
import { useBulk } from './bulk-provider.tsx'

interface BulkBarProps {
  /** Those of the selected that are loaded. */
  readonly flags: readonly FlagView[]
  readonly archived: boolean
  readonly onClear: () => void
}

/** What can be done with what is selected; at the foot, while something is. */
export function BulkBar({ flags, archived, onClear }: BulkBarProps) {
  const { environment } = usePlace()
  const { ask, running } = useBulk()
  const mayKill = useMay('flag.kill')
  const inEnvironment = environment.name.toLowerCase()
  return (
    <section className={styles.bar} aria-label="Selected flags">
      <strong>{counted(flags.length, 'flag')}</strong>
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
              <Button onClick={() => ask('turn-on', flags)}>Turn on in {inEnvironment}</Button>
            </Permitted>
            <Permitted needs={mayKill ? 'flag.kill' : 'flag.configure'}>
              <Button onClick={() => ask('turn-off', flags)}>Turn off in {inEnvironment}</Button>
            </Permitted>
            <Permitted needs="flag.delete">
              <Button color="red" onClick={() => ask('archive', flags)}>
                Archive
              </Button>
            </Permitted>
          </>
        )}
      </div>
      <CloseButton aria-label="Select none" onClick={onClear} />
    </section>
  )
}
