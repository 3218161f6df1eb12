import type { FlagKind, FlagPatch, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { fieldErrors } from '../shared/request-failed.ts'
import { SwitchButton } from '../shared/switch-button.tsx'
import { ArchiveFlag } from './archive-flag.tsx'
import { KIND_WORDS } from './flag-filter.ts'
import { usePageFlag } from './flag-page.tsx'
import styles from './flag-settings-section.module.css'
import { FlagVariants } from './flag-variants.tsx'
import { isStale } from './use-save-configuration.ts'
import { useUpdateFlag } from './use-update-flag.ts'

const KINDS = Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))

export function FlagSettingsSection() {
  const flag = usePageFlag()
  // Another version is another form: what the server has by now is shown once it was saved.
  return <FlagSettings key={flag.key} flag={flag} />
}

type Settings = Pick<FlagView, 'name' | 'description' | 'kind' | 'tags' | 'owner' | 'clientSide'>

function FlagSettings({ flag }: { readonly flag: FlagView }) {
  const [typed, setTyped] = useState<Partial<Settings>>({})
  const update = useUpdateFlag(flag)
  const shown: Settings = { ...flag, ...typed }
  const set = (part: Partial<Settings>) => setTyped({ ...typed, ...part })
  const errors = fieldErrors(update.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const patch: FlagPatch = { ...typed, expectedVersion: flag.version }
    update.mutate(patch, { onSuccess: () => setTyped({}) })
  }
  return (
    <div className={styles.settings}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label="Name"
          value={shown.name}
          maxLength={200}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          maxRows={12}
          value={shown.description}
          error={errors.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <Select
          label="Kind"
          data={KINDS}
          value={shown.kind}
          onChange={(kind) => kind !== null && set({ kind: kind as FlagKind })}
        />
        <TagsInput
          label="Tags"
          value={shown.tags}
          error={errors.tags}
          onChange={(tags) => set({ tags })}
        />
        <TextInput
          label="Owner"
          description="A person or a team to ask."
          value={shown.owner ?? ''}
          maxLength={200}
          error={errors.owner}
          onChange={(event) => set({ owner: event.currentTarget.value || null })}
        />
        <div className={styles.switch}>
          <SwitchButton
            on={shown.clientSide}
            label="Available to client-side SDKs"
            onClick={() => set({ clientSide: !shown.clientSide })}
          />
          <div>
            <strong>Available to client-side SDKs</strong>
            <p>Browsers are given this flag. Without it only servers are.</p>
          </div>
        </div>
        <FailureNotice
          failure={
            isStale(update.error)
              ? new Error(
                  'Somebody else edited this meanwhile. What you typed is kept: save again.',
                )
              : update.error
          }
        />
        <div className={styles.buttons}>
          <Button
            type="submit"
            variant="filled"
            loading={update.isPending}
            disabled={Object.keys(typed).length === 0}
          >
            Save settings
          </Button>
          <span role="status">
            {update.isSuccess && Object.keys(typed).length === 0 && 'Saved.'}
          </span>
        </div>
      </form>
      <FlagVariants flag={flag} />
      <ArchiveFlag flag={flag} />
    </div>
  )
}
