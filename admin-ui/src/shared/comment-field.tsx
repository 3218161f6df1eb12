import { TextInput } from '@mantine/core'
import type { Ref } from 'react'

interface CommentFieldProps {
  readonly value: string
  readonly onChange: (comment: string) => void
  /** The environment asks for one. */
  readonly required?: boolean
  /** It is what the dialog opens on. */
  readonly first?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/** Why: it stands in the history beside the change. */
export function CommentField(props: CommentFieldProps) {
  const { value, onChange, required = false, first = false, ref } = props
  return (
    <TextInput
      ref={ref}
      label="Comment"
      placeholder={required ? 'Why?' : 'Why? (optional)'}
      value={value}
      required={required}
      maxLength={2_000}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus={first || undefined}
    />
  )
}
