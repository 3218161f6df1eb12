import { type ReactNode, useId } from 'react'
import styles from './choice-box.module.css'

interface ChoiceBoxProps {
  readonly label: string
  /** What follows from it. */
  readonly description?: ReactNode
  readonly checked: boolean
  readonly disabled?: boolean
  /** Of a choice of one: the name that its boxes share. Without it the box stands for itself. */
  readonly oneOf?: string
  readonly onChange: (checked: boolean) => void
}

/** The browser's own box, with what it means beside it. */
export function ChoiceBox(props: ChoiceBoxProps) {
  const { label, description, checked, disabled = false, oneOf, onChange } = props
  const about = useId()
  return (
    <label className={styles.box} data-disabled={disabled || undefined}>
      <input
        type={oneOf === undefined ? 'checkbox' : 'radio'}
        name={oneOf}
        aria-label={label}
        aria-describedby={description ? about : undefined}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={styles.label}>{label}</span>
      {description && (
        <span id={about} className={styles.description}>
          {description}
        </span>
      )}
    </label>
  )
}
