import { IconCheck, IconMinus } from '@tabler/icons-react'
import styles from './select-box.module.css'

interface SelectBoxProps {
  readonly checked: boolean | 'mixed'
  readonly label: string
  readonly onClick: (withShift: boolean) => void
}

/** A hundred rows have one each: a button is lighter than a form's checkbox. */
export function SelectBox({ checked, label, onClick }: SelectBoxProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: an input would not tell whether shift was held
    <button
      type="button"
      role="checkbox"
      className={styles.box}
      aria-checked={checked}
      aria-label={label}
      onClick={(event) => onClick(event.shiftKey)}
    >
      <span>
        {checked === true && <IconCheck size={12} stroke={3} aria-hidden="true" />}
        {checked === 'mixed' && <IconMinus size={12} stroke={3} aria-hidden="true" />}
      </span>
    </button>
  )
}
