import { TagsInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import { counted } from '../shared/number-words.ts'
import styles from './values-input.module.css'

interface ValuesInputProps {
  readonly label: string
  readonly placeholder: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly values: readonly string[]
  readonly onChange: (values: string[]) => void
}

/** Past this many, pills are neither quick nor readable; then it is one value a line. */
const PILLS = 100
/** A column of a table or a log is pasted as it is. */
const SEPARATORS = [',', ';', '\t', '\n', '\r']

export function ValuesInput(props: ValuesInputProps) {
  const { label, placeholder, hint, error, values, onChange } = props
  if (values.length > PILLS) return <Lines {...props} />
  return (
    <TagsInput
      aria-label={label}
      placeholder={values.length === 0 ? placeholder : ''}
      description={hint}
      error={error}
      inputWrapperOrder={['input', 'error', 'description']}
      splitChars={SEPARATORS}
      value={[...values]}
      onChange={onChange}
    />
  )
}

/** Each value once. */
export function splitValues(text: string): string[] {
  const values = text.split(/[\n\r\t,;]/).map((value) => value.trim())
  return [...new Set(values.filter((value) => value !== ''))]
}

function Lines({ label, error, values, onChange }: ValuesInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const leave = () => {
    if (typed === null) return
    onChange(splitValues(typed))
    setTyped(null)
  }
  return (
    <Textarea
      aria-label={label}
      description={`${counted(values.length, 'value')}, one a line.`}
      error={error}
      inputWrapperOrder={['input', 'error', 'description']}
      rows={8}
      classNames={{ input: styles.lines }}
      spellCheck={false}
      value={typed ?? values.join('\n')}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
    />
  )
}
