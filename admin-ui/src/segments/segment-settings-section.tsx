import type { SegmentPatch, SegmentView } from '@bunting/flag-server/segments/segment-schemas.ts'
import { TagsInput } from '@mantine/core'
import { settingsKey } from '../drafts/draft-key.ts'
import { settingsDifferences } from '../drafts/settings-differences.ts'
import { TypedNotice } from '../drafts/typed-notice.tsx'
import styles from '../flags/flag-settings-section.module.css'
import { usePlace } from '../projects/place.tsx'
import { NameAndDescription } from '../shared/name-and-description.tsx'
import { ReadOnly } from '../shared/read-only.tsx'
import { fieldErrors } from '../shared/request-failed.ts'
import { SettingsForm } from '../shared/settings-form.tsx'
import { useKeptTyped } from '../shared/use-typed.ts'
import { DeleteSegment } from './delete-segment.tsx'
import { usePageSegment } from './segment-page.tsx'
import { useUpdateSegment } from './use-change-segment.ts'

export function SegmentSettingsSection() {
  const segment = usePageSegment()
  return (
    <div className={styles.settings}>
      <ReadOnly unless="segment.edit">
        <SegmentTexts key={segment.key} segment={segment} />
      </ReadOnly>
      <DeleteSegment segment={segment} />
    </div>
  )
}

type Texts = Pick<SegmentView, 'name' | 'description' | 'tags'>

const LABELS: Readonly<Record<keyof Texts, string>> = {
  name: 'Name',
  description: 'Description',
  tags: 'Tags',
}

function SegmentTexts({ segment }: { readonly segment: SegmentView }) {
  const { project } = usePlace()
  const { key, name, description, tags } = segment
  const held: Texts = { name, description, tags }
  const fields = useKeptTyped(held, settingsKey(project.key, 'segment-settings', key))
  const { shown, typed, base, edited, disputed, set, clear } = fields
  const update = useUpdateSegment(project.key, key, fields.saved)
  const errors = fieldErrors(update.error)
  const save = () => {
    const patch: SegmentPatch = { ...typed, expectedVersion: segment.version }
    update.mutate(patch)
  }
  return (
    <SettingsForm
      edited={edited}
      valid={!disputed}
      saved={update.isSuccess}
      pending={update.isPending}
      failure={update.error}
      onSave={save}
      onDiscard={clear}
    >
      <NameAndDescription shown={shown} errors={errors} onChange={set} />
      <TagsInput
        label="Tags"
        value={shown.tags}
        error={errors.tags}
        onChange={(tags) => set({ tags })}
      />
      <TypedNotice
        typed={fields}
        of={{ project: project.key, key, segment: key, action: 'segment.updated' }}
        was={base}
        is={held}
        differences={settingsDifferences(LABELS, base, held)}
        saving={update.isPending}
      />
    </SettingsForm>
  )
}
