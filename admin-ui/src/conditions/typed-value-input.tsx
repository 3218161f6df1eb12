import { TextInput } from '@mantine/core'
import { useState } from 'react'
import styles from './condition-editor.module.css'
import type { ConditionValue } from './condition-value.ts'
import type { ValueReading } from './value-reading.ts'

interface TypedValueInputProps {
  readonly value: ConditionValue | undefined
  readonly reading: ValueReading
  readonly error: string | undefined
  readonly onChange: (value: ConditionValue | null) => void
}

/** One value. What is wrong with it is said once the field is left. */
export function TypedValueInput({ value, reading, error, onChange }: TypedValueInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <TextInput
      className={styles.values}
      aria-label="Value"
      placeholder={reading.placeholder}
      description={reading.hint}
      error={typed === null && error}
      inputWrapperOrder={['input', 'error', 'description']}
      value={typed ?? (value === undefined ? '' : reading.write(value))}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        onChange(text.trim() === '' ? null : reading.read(text))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
