import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { useRenameProject } from '../projects/use-projects.ts'
import { FailureNotice } from '../shared/failure-notice.tsx'
import styles from './settings-page.module.css'

export function ProjectName() {
  const { project } = usePlace()
  const [typed, setTyped] = useState<string | null>(null)
  const rename = useRenameProject(project.key)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed) rename.mutate(typed, { onSuccess: () => setTyped(null) })
  }
  return (
    <form className={styles.name} onSubmit={submit}>
      <TextInput
        label="Project name"
        description={`Its key is ${project.key}; that stays.`}
        value={typed ?? project.name}
        required
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="filled"
        loading={rename.isPending}
        disabled={typed === null || typed === project.name}
      >
        Save name
      </Button>
      <FailureNotice failure={rename.error} />
      <span className={styles.saved} role="status">
        {rename.isSuccess && typed === null && 'Saved.'}
      </span>
    </form>
  )
}
