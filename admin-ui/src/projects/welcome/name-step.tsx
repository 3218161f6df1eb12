import { Button, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { formValues } from '../../shared/form-values.ts'
import { usePlace } from '../place.tsx'
import { useRenameProject } from '../use-projects.ts'
import styles from './welcome.module.css'

export function NameStep({ onNamed }: { readonly onNamed: () => void }) {
  const { project } = usePlace()
  const rename = useRenameProject(project.key)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { name = '' } = formValues(event.currentTarget)
    rename.mutate({ name }, { onSuccess: onNamed })
  }
  return (
    <form className={styles.line} onSubmit={submit}>
      <TextInput
        aria-label="Project name"
        name="name"
        defaultValue={project.name}
        placeholder="Shop"
        required
        maxLength={200}
      />
      <Button type="submit" loading={rename.isPending}>
        Save name
      </Button>
      <FailureNotice failure={rename.error} />
    </form>
  )
}
