import { IconSelector } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { choiceClass } from '../shared/filter-bar.tsx'
import styles from './choice.module.css'

/** With all that a list to pick from takes: only for who picks. */
const ChoiceList = lazy(async () => ({ default: (await import('./choice-list.tsx')).ChoiceList }))

export interface ChoiceProps {
  /** What is chosen: `Owner`. */
  readonly label: string
  readonly value: string | null
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** What is chosen in words, also if it is no option any more. */
  readonly shown: string | null
  /** Absent: there is always one chosen. */
  readonly clearable?: boolean
  readonly className?: string | undefined
  readonly onChange: (value: string | null) => void
}

/** A button until it is first opened, and a list to pick from then. */
export function Choice(props: ChoiceProps) {
  const { label, shown, className = choiceClass } = props
  const [opened, setOpened] = useState(false)
  const button = (
    <button
      type="button"
      className={`${styles.choice} ${className}`}
      aria-label={shown ? `${label}: ${shown}` : label}
      aria-haspopup="listbox"
      aria-expanded={false}
      data-chosen={shown !== null || undefined}
      onClick={() => setOpened(true)}
    >
      <span>{shown ?? label}</span>
      <IconSelector size={16} stroke={1.5} aria-hidden="true" />
    </button>
  )
  if (!opened) return button
  return (
    <Suspense fallback={button}>
      <ChoiceList {...props} className={className} />
    </Suspense>
  )
}
