import { Textarea, TextInput } from '@mantine/core'

interface Texts {
  readonly name: string
  readonly description: string
}

interface NameAndDescriptionProps {
  readonly shown: Texts
  readonly errors: Readonly<Record<string, string>>
  /** How the description may be written. */
  readonly hint?: string
  readonly onChange: (part: Partial<Texts>) => void
}

/** What people read about a thing. */
export function NameAndDescription({ shown, errors, hint, onChange }: NameAndDescriptionProps) {
  return (
    <>
      <TextInput
        label="Name"
        value={shown.name}
        maxLength={200}
        error={errors.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        {...(hint && { description: hint })}
        autosize
        minRows={2}
        maxRows={12}
        value={shown.description}
        error={errors.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
    </>
  )
}
