import styles from './switch-button.module.css'

interface SwitchButtonProps {
  readonly on: boolean
  /** Asked, not yet answered: shown between the two, because it is neither. */
  readonly pending?: boolean
  readonly disabled?: boolean
  readonly label: string
  /** Of a switch that may be seen, not used: why. */
  readonly 'aria-describedby'?: string
  readonly 'aria-disabled'?: boolean
  readonly onClick: () => void
}

/** On is canary: exposure. A bar and a ring on the thumb's track say it without colour. */
export function SwitchButton({
  on,
  pending = false,
  disabled = false,
  label,
  onClick,
  ...aria
}: SwitchButtonProps) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={on}
      aria-label={label}
      aria-busy={pending || undefined}
      aria-disabled={disabled || aria['aria-disabled'] || undefined}
      aria-describedby={aria['aria-describedby']}
      data-pending={pending || undefined}
      onClick={() => {
        if (!pending && !disabled) onClick()
      }}
    >
      <span className={styles.thumb} />
    </button>
  )
}
