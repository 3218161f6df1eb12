import styles from './switch-button.module.css'

interface SwitchButtonProps {
  readonly on: boolean
  /** Asked, not yet answered: shown between the two, because it is neither. */
  readonly pending?: boolean
  readonly disabled?: boolean
  readonly label: string
  readonly onClick: () => void
}

/** On is canary: exposure. A bar and a ring on the thumb's track say it without colour. */
export function SwitchButton({
  on,
  pending = false,
  disabled = false,
  label,
  onClick,
}: SwitchButtonProps) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={on}
      aria-label={label}
      aria-busy={pending || undefined}
      aria-disabled={disabled || undefined}
      data-pending={pending || undefined}
      onClick={() => {
        if (!pending && !disabled) onClick()
      }}
    >
      <span className={styles.thumb} />
    </button>
  )
}
