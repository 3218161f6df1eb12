import styles from './evaluations.module.css'
import type { Tone } from './series-view.ts'

export function Swatch({ tone }: { readonly tone: Tone }) {
  return (
    <span
      className={styles.swatch}
      style={{
        background: tone.fill,
        ...(tone.stroke !== 'none' && { borderColor: tone.stroke }),
      }}
      aria-hidden="true"
    />
  )
}
