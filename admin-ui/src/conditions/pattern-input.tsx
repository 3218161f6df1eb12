import { TextInput } from '@mantine/core'
import { useState } from 'react'
import styles from './condition-editor.module.css'

interface PatternInputProps {
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (pattern: string | null) => void
}

/** A regular expression between its slashes; it is found anywhere unless anchored. */
export function PatternInput({ value, error, onChange }: PatternInputProps) {
  const [typing, setTyping] = useState(false)
  return (
    <TextInput
      className={styles.values}
      aria-label="Pattern"
      placeholder="^beta-\d+$"
      description="Anywhere in the text; ^ and $ are its ends."
      error={!typing && error}
      inputWrapperOrder={['input', 'error', 'description']}
      leftSection={<code aria-hidden="true">/</code>}
      rightSection={<code aria-hidden="true">/u</code>}
      leftSectionWidth={24}
      rightSectionWidth={32}
      value={value}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => {
        setTyping(true)
        onChange(event.currentTarget.value || null)
      }}
      onBlur={() => setTyping(false)}
    />
  )
}
