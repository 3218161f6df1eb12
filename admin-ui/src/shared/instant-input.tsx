import { TextInput } from '@mantine/core'
import { useState } from 'react'

interface InstantInputProps {
  readonly label: string
  /** RFC 3339; what is none is shown as it is. */
  readonly value: string | null
  readonly error?: string | undefined
  readonly onChange: (instant: string | null) => void
}

/** A moment, picked in the reader's own zone or typed as RFC 3339, kept in UTC. */
export function InstantInput({ label, value, error, onChange }: InstantInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const at = value === null ? null : Date.parse(value)
  const readable = at === null || !Number.isNaN(at)
  return (
    <TextInput
      type={readable ? 'datetime-local' : 'text'}
      step={1}
      aria-label={label}
      error={typed === null && error}
      description={at === null || !readable ? undefined : utcWords(at)}
      inputWrapperOrder={['input', 'error', 'description']}
      value={typed ?? (readable ? localText(at) : (value ?? ''))}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const picked = new Date(text)
        if (text === '') onChange(null)
        else if (!Number.isNaN(picked.getTime())) onChange(picked.toISOString())
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

/** As a `datetime-local` field takes it: local, without a zone. */
export function localText(at: number | null): string {
  if (at === null) return ''
  const date = new Date(at)
  const local = new Date(at - date.getTimezoneOffset() * 60_000).toISOString()
  return local.slice(0, at % 1_000 === 0 ? 19 : 23)
}

/** As it is kept. */
function utcWords(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}
