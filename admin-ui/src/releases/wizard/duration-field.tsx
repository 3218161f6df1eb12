import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useFieldError } from '../../shared/field-errors.tsx'
import { durationText, readDuration } from '../duration.ts'

interface DurationFieldProps {
  readonly label: string
  /** Of the field it is, for what is wrong with it. */
  readonly path: string
  readonly ms: number
  readonly onChange: (ms: number) => void
}

/** `10 min`, `1 h 30`: as typed until the field is left, then as it was understood. */
export function DurationField({ label, path, ms, onChange }: DurationFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const error = useFieldError(path)
  const unclear = typed !== null && readDuration(typed) === null
  return (
    <TextInput
      aria-label={label}
      value={typed ?? durationText(ms)}
      error={error ?? (unclear && typed !== '' ? 'Such as 10 min or 1 h 30' : undefined)}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const read = readDuration(text)
        if (read !== null) onChange(read)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
