import { TextInput } from '@mantine/core'
import styles from './form.module.css'

interface KeyFieldProps {
  /** Where it is used, and that it stays. */
  readonly description: string
  readonly placeholder?: string
  readonly defaultValue?: string
  readonly error?: string | undefined
}

/** The key of a new thing: the form's field `key`. */
export function KeyField({ description, placeholder, defaultValue, error }: KeyFieldProps) {
  return (
    <TextInput
      label="Key"
      name="key"
      description={description}
      {...(placeholder !== undefined && { placeholder })}
      {...(defaultValue !== undefined && { defaultValue })}
      required
      pattern="[A-Za-z0-9._\-]{1,128}"
      title="1 to 128 of the characters A-Z a-z 0-9 . _ -"
      autoComplete="off"
      spellCheck={false}
      classNames={{ input: styles.mono }}
      error={error}
      data-autofocus
    />
  )
}
