import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFieldError } from '../../shared/field-errors.tsx'

interface NumberFieldProps {
  readonly label: string
  readonly path: string
  /** Null: left empty. */
  readonly value: number | null
  readonly placeholder?: string
  readonly unit?: ReactNode
  /** An empty field is an answer of its own. */
  readonly optional?: boolean
  readonly hideLabel?: boolean
  readonly onChange: (value: number | null) => void
}

/** A number; what is typed stays as typed until the field is left. */
export function NumberField(props: NumberFieldProps) {
  const { label, path, value, placeholder, unit, optional = false, hideLabel = false } = props
  const [typed, setTyped] = useState<string | null>(null)
  const error = useFieldError(path)
  return (
    <TextInput
      {...(hideLabel ? { 'aria-label': label } : { label })}
      inputMode="decimal"
      placeholder={placeholder}
      value={typed ?? (value === null ? '' : String(value))}
      error={error}
      rightSection={unit}
      autoComplete="off"
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const number = Number(text.trim().replace(',', '.'))
        if (text.trim() === '') {
          if (optional) props.onChange(null)
        } else if (Number.isFinite(number)) props.onChange(number)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
