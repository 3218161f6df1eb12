import { useState } from 'react'
import styles from './percentage-field.module.css'
import { parsePercent } from './shares.ts'

interface PercentageFieldProps {
  readonly label: string
  /** In 1/1000 of a percent. */
  readonly share: number
  readonly onChange: (share: number) => void
}

/** Exact to 0.001 %. What is typed stays as typed until the field is left. */
export function PercentageField({ label, share, onChange }: PercentageFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const wrong = typed !== null && parsePercent(typed) === null
  return (
    <input
      className={styles.field}
      type="number"
      inputMode="decimal"
      min={0}
      max={100}
      step="any"
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={typed ?? String(share / 1_000)}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const next = parsePercent(text)
        if (next !== null) onChange(next)
      }}
      onBlur={() => setTyped(null)}
      // Scrolling the page must not change a percentage.
      onWheel={(event) => event.currentTarget.blur()}
    />
  )
}
