import { Button, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { settingsKey } from '../drafts/draft-key.ts'
import { settingsDifferences } from '../drafts/settings-differences.ts'
import { TypedNotice } from '../drafts/typed-notice.tsx'
import { usePlace } from '../projects/place.tsx'
import { useRenameProject } from '../projects/use-projects.ts'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { overtakenWords } from '../shared/request-failed.ts'
import { useKeptTyped } from '../shared/use-typed.ts'
import styles from './settings-page.module.css'

export function ProjectName() {
  const { project } = usePlace()
  const { key, name } = project
  const fields = useKeptTyped({ name }, settingsKey(key, 'project-name', key))
  const { shown, base, edited, disputed, set } = fields
  const rename = useRenameProject(key, fields.saved)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (edited && !disputed) rename.mutate({ name: shown.name, expected: { name } })
  }
  return (
    <form className={styles.name} onSubmit={submit}>
      <TextInput
        label="Project name"
        description={`Its key is ${key}; that stays.`}
        value={shown.name}
        required
        maxLength={200}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Button
        type="submit"
        variant="filled"
        loading={rename.isPending}
        disabled={!edited || disputed}
      >
        Save name
      </Button>
      <TypedNotice
        typed={fields}
        of={{ project: key, key, action: 'project.renamed' }}
        was={base}
        is={{ name }}
        differences={settingsDifferences({ name: 'Name' }, base, { name })}
        saving={rename.isPending}
      />
      <FailureNotice failure={overtakenWords(rename.error)} />
      <span className={styles.saved} role="status">
        {rename.isSuccess && !edited && 'Saved.'}
      </span>
    </form>
  )
}
