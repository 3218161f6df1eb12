import { Textarea } from '@mantine/core'
import styles from './try.module.css'

interface ContextInputProps {
  readonly text: string
  readonly problem: string | null
  readonly onChange: (text: string) => void
}

/** Whom the question is about, as JSON. */
export function ContextInput({ text, problem, onChange }: ContextInputProps) {
  return (
    <Textarea
      classNames={{ input: styles.context }}
      label="Context"
      description="What your code would pass: any JSON object."
      autosize
      minRows={5}
      maxRows={20}
      spellCheck={false}
      value={text}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
      // It is not part of what is edited: the shortcut that saves is not meant here.
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.stopPropagation()
      }}
    />
  )
}
