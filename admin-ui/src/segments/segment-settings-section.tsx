import type { SegmentPatch, SegmentView } from '@bunting/flag-server/segments/segment-schemas.ts'
import { TagsInput } from '@mantine/core'
import styles from '../flags/flag-settings-section.module.css'
import { usePlace } from '../projects/place.tsx'
import { NameAndDescription } from '../shared/name-and-description.tsx'
import { ReadOnly } from '../shared/read-only.tsx'
import { fieldErrors } from '../shared/request-failed.ts'
import { SettingsForm } from '../shared/settings-form.tsx'
import { useTyped } from '../shared/use-typed.ts'
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

function SegmentTexts({ segment }: { readonly segment: SegmentView }) {
  const { project } = usePlace()
  const { shown, typed, edited, set, clear } = useTyped<Texts>(segment)
  const update = useUpdateSegment(project.key, segment.key)
  const errors = fieldErrors(update.error)
  const save = () => {
    const patch: SegmentPatch = { ...typed, expectedVersion: segment.version }
    update.mutate(patch, { onSuccess: clear })
  }
  return (
    <SettingsForm
      edited={edited}
      saved={update.isSuccess}
      pending={update.isPending}
      failure={update.error}
      onSave={save}
    >
      <NameAndDescription shown={shown} errors={errors} onChange={set} />
      <TagsInput
        label="Tags"
        value={shown.tags}
        error={errors.tags}
        onChange={(tags) => set({ tags })}
      />
    </SettingsForm>
  )
}
