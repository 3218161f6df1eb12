import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { PreviewLine } from '../previews/preview-line.tsx'
import { usePlace } from '../projects/place.tsx'
import { useFocusWhileShown } from '../shared/use-focus-while-shown.ts'
import styles from './toggle-confirmation.module.css'

interface ToggleConfirmationProps {
  readonly flag: string
  readonly environment: EnvironmentView
  readonly to: boolean
  readonly onConfirm: (comment: string) => void
  readonly onCancel: () => void
}

export function ToggleConfirmation(props: ToggleConfirmationProps) {
  const { project } = usePlace()
  const [comment, setComment] = useState('')
  const field = useFocusWhileShown<HTMLInputElement>()
  const verb = props.to ? 'Turn on' : 'Turn off'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onConfirm(comment)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>
        {verb} <code>{props.flag}</code> in <strong>{props.environment.name}</strong>?
      </p>
      <PreviewLine
        project={project.key}
        environment={props.environment.key}
        flag={props.flag}
        patch={{ on: props.to }}
      />
      <TextInput
        ref={field}
        label="Comment"
        placeholder="Why? (optional)"
        value={comment}
        maxLength={2_000}
        onChange={(event) => setComment(event.currentTarget.value)}
        data-autofocus
      />
      <div className={styles.buttons}>
        <Button onClick={props.onCancel}>Cancel</Button>
        <Button type="submit" variant="filled">
          {verb} in {props.environment.key}
        </Button>
      </div>
    </form>
  )
}
