import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { FailureNotice } from '../../shared/failure-notice.tsx'
import { Permitted } from '../../shared/permitted.tsx'
import { type PlanDraft, templateOf } from './plan-draft.ts'
import styles from './plan-page.module.css'
import { useReleaseTemplates, useSaveTemplate } from './use-plan.ts'

interface SaveTemplateProps {
  readonly project: string
  readonly draft: PlanDraft
}

/** Stages and guards under a name, for the next release. */
export function SaveTemplate({ project, draft }: SaveTemplateProps) {
  const [name, setName] = useState('')
  const save = useSaveTemplate(project)
  const { data: templates = [] } = useReleaseTemplates(project)
  const replaces = templates.some((one) => !one.builtIn && one.name === name.trim())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ name: name.trim(), template: templateOf(draft) })
  }
  return (
    <form className={styles.template} onSubmit={submit}>
      <TextInput
        label="Save stages and guards as a template"
        placeholder="our-canary"
        value={name}
        required
        pattern="[A-Za-z0-9._\-]{1,128}"
        title="1 to 128 of the characters A-Z a-z 0-9 . _ -"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Permitted needs="template.manage">
        <Button type="submit" loading={save.isPending}>
          {replaces ? 'Replace template' : 'Save template'}
        </Button>
      </Permitted>
      <span role="status">
        {save.isSuccess && save.variables.name === name.trim()
          ? `Saved as ${save.data.name}.`
          : replaces && 'There is a template of this name: its stages and guards go.'}
      </span>
      <FailureNotice failure={save.error} />
    </form>
  )
}
