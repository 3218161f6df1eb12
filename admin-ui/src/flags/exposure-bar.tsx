import type { Exposure } from './exposure.ts'
import styles from './exposure-bar.module.css'
import { WHOLE } from './shares.ts'

interface ExposureBarProps {
  readonly exposure: Exposure
}

/** How many have the new thing, at a glance. The words beside it say the same. */
export function ExposureBar({ exposure }: ExposureBarProps) {
  const { state, share, words, beside } = exposure
  return (
    <span className={styles.exposure} data-state={state}>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${(share / WHOLE) * 100}%` }} />
      </span>
      <span className={styles.words}>
        {words}
        {beside && <small>{` + ${beside}`}</small>}
      </span>
    </span>
  )
}
