import type { FlagKind, FlagPatch, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ConsentDialog } from '../change-requests/consent-dialog.tsx'
import { useAsksMoreAnywhere } from '../change-requests/use-asks-more.ts'
import { settingsKey } from '../drafts/draft-key.ts'
import { settingsDifferences } from '../drafts/settings-differences.ts'
import { TypedNotice } from '../drafts/typed-notice.tsx'
import { usePlace } from '../projects/place.tsx'
import { NameAndDescription } from '../shared/name-and-description.tsx'
import { ReadOnly } from '../shared/read-only.tsx'
import { fieldErrors } from '../shared/request-failed.ts'
import { SettingsForm } from '../shared/settings-form.tsx'
import { SwitchButton } from '../shared/switch-button.tsx'
import { useKeptTyped } from '../shared/use-typed.ts'
import { ArchiveFlag } from './archive-flag.tsx'
import { usePageFlag } from './flag-page.tsx'
import styles from './flag-settings-section.module.css'
import { FlagVariants } from './flag-variants.tsx'
import { KIND_WORDS } from './kind-words.ts'
import { useUpdateFlag } from './use-update-flag.ts'

const KINDS = Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))

export function FlagSettingsSection() {
  const flag = usePageFlag()
  return <FlagSettings key={flag.key} flag={flag} />
}

type Settings = Pick<
  FlagView,
  'name' | 'description' | 'kind' | 'tags' | 'owner' | 'expectedEndDate' | 'clientSide'
>

const LABELS: Readonly<Record<keyof Settings, string>> = {
  name: 'Name',
  description: 'Description',
  kind: 'Kind',
  tags: 'Tags',
  owner: 'Owner',
  expectedEndDate: 'Expected end',
  clientSide: 'Available to client-side SDKs',
}

function settingsOf(flag: FlagView): Settings {
  const { name, description, kind, tags, owner, expectedEndDate, clientSide } = flag
  return { name, description, kind, tags, owner, expectedEndDate, clientSide }
}

function FlagSettings({ flag }: { readonly flag: FlagView }) {
  const { project } = usePlace()
  const held = settingsOf(flag)
  const fields = useKeptTyped(held, settingsKey(project.key, 'flag-settings', flag.key))
  const { shown, typed, base, edited, disputed, set, clear } = fields
  const update = useUpdateFlag(flag, fields.saved)
  const asks = useAsksMoreAnywhere()
  const [asking, setAsking] = useState(false)
  const errors = fieldErrors(update.error)
  const save = () => {
    // What people read about a flag is nobody else's concern; who is given it may be.
    if (asks && typed.clientSide !== undefined) setAsking(true)
    else send('')
  }
  const send = (comment: string) => {
    const patch: FlagPatch = { ...typed, expectedVersion: flag.version }
    update.mutate({ ...patch, ...(comment && { comment }) }, { onSuccess: () => setAsking(false) })
  }
  return (
    <div className={styles.settings}>
      <ReadOnly unless="flag.edit">
        <div className={styles.settings}>
          <SettingsForm
            edited={edited}
            valid={!disputed}
            saved={update.isSuccess}
            pending={update.isPending}
            failure={update.error}
            onSave={save}
            onDiscard={clear}
          >
            <NameAndDescription
              shown={shown}
              errors={errors}
              hint="Markdown: lists, links, `code`, **strong**."
              onChange={set}
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
            <TextInput
              type="date"
              label="Expected end"
              description="From then on it counts as stale, and says so."
              value={shown.expectedEndDate ?? ''}
              error={errors.expectedEndDate}
              onChange={(event) => set({ expectedEndDate: event.currentTarget.value || null })}
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
            <TypedNotice
              typed={fields}
              of={{ project: project.key, key: flag.key, flag: flag.key, action: 'flag.updated' }}
              was={base}
              is={held}
              differences={settingsDifferences(LABELS, base, held)}
              saving={update.isPending}
            />
          </SettingsForm>
          <FlagVariants flag={flag} />
        </div>
      </ReadOnly>
      <ArchiveFlag flag={flag} />
      <ConsentDialog
        // What it would save is not decided while two differ.
        opened={asking && !disputed}
        title="Save settings"
        operation={{ type: 'update-flag', flag: flag.key, patch: typed }}
        version={flag.version}
        verb="Save settings"
        pending={update.isPending}
        failure={update.error}
        onCancel={() => setAsking(false)}
        onConfirm={send}
        onAsked={clear}
      >
        <p>
          Whether browsers are given <code>{flag.key}</code>, in every environment.
        </p>
      </ConsentDialog>
    </div>
  )
}
