import { SegmentedControl } from '@mantine/core'
import { InstantInput } from '../shared/instant-input.tsx'
import { nextFullHour } from './next-full-hour.ts'
import styles from './when-choice.module.css'

interface WhenChoiceProps {
  /** Null: when somebody applies it. */
  readonly applyAt: string | null
  readonly onChange: (applyAt: string | null) => void
  /** A time has to be given. */
  readonly timed?: boolean
}

/** When a change is made: as soon as somebody applies it, or by itself at a time. */
export function WhenChoice({ applyAt, onChange, timed = false }: WhenChoiceProps) {
  return (
    <fieldset className={styles.when}>
      <legend>{timed ? 'At' : 'Applied'}</legend>
      {!timed && (
        <SegmentedControl
          fullWidth
          aria-label="When it is applied"
          data={[
            { value: 'by-hand', label: 'By hand, once approved' },
            { value: 'timed', label: 'At a time' },
          ]}
          value={applyAt === null ? 'by-hand' : 'timed'}
          onChange={(when) => onChange(when === 'timed' ? nextFullHour(Date.now()) : null)}
        />
      )}
      {(timed || applyAt !== null) && (
        <InstantInput
          label="Time"
          value={applyAt}
          onChange={(instant) => onChange(instant ?? (timed ? null : nextFullHour(Date.now())))}
        />
      )}
    </fieldset>
  )
}
