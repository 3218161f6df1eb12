import type { GuardView } from '@bunting/flag-server/releases/release-schemas.ts'
import { placeOnBar } from './evidence-words.ts'
import styles from './interval-bar.module.css'

interface IntervalBarProps {
  readonly ratio: GuardView['ratio']
  /** The line that it should not be to the right of. */
  readonly tolerated: number
  readonly proven: boolean
}

/** Where the true ratio may be, around what is tolerated. The figures beside it say the same. */
export function IntervalBar({ ratio, tolerated, proven }: IntervalBarProps) {
  const at = (place: number) => `${placeOnBar(place) * 100}%`
  const low = placeOnBar(ratio?.low ?? 0)
  const high = ratio?.high == null ? 1 : placeOnBar(ratio.high)
  const worse = ratio !== null && ratio.low > tolerated
  return (
    <span className={styles.bar} aria-hidden="true">
      {ratio && (
        <span
          className={styles.interval}
          data-worse={worse || undefined}
          data-proven={(proven && !worse) || undefined}
          style={{ left: `${low * 100}%`, width: `${Math.max(0.02, high - low) * 100}%` }}
        />
      )}
      <span className={styles.tolerated} style={{ left: at(tolerated) }} />
      {ratio?.estimate != null && (
        <span className={styles.estimate} style={{ left: at(ratio.estimate) }} />
      )}
    </span>
  )
}
