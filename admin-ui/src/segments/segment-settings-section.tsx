import type { SegmentPatch, SegmentView } from '@bunting/flag-server/segments/segment-schemas.ts'
import { Button, TagsInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from '../flags/flag-settings-section.module.css'
import { isStale } from '../flags/use-save-configuration.ts'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { fieldErrors } from '../shared/request-failed.ts'
import { DeleteSegment } from './delete-segment.tsx'
import { usePageSegment } from './segment-page.tsx'
import { useUpdateSegment } from './use-change-segment.ts'

export function SegmentSettingsSection() {
  const segment = usePageSegment()
  return (
    <div className={styles.settings}>
      <SegmentTexts key={segment.key} segment={segment} />
      <DeleteSegment segment={segment} />
    </div>
  )
}

type Texts = Pick<SegmentView, 'name' | 'description' | 'tags'>

function SegmentTexts({ segment }: { readonly segment: SegmentView }) {
  const { project } = usePlace()
  const [typed, setTyped] = useState<Partial<Texts>>({})
  const update = useUpdateSegment(project.key, segment.key)
  const shown: Texts = { ...segment, ...typed }
  const set = (part: Partial<Texts>) => setTyped({ ...typed, ...part })
  const errors = fieldErrors(update.error)
  const untouched = Object.keys(typed).length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const patch: SegmentPatch = { ...typed, expectedVersion: segment.version }
    update.mutate(patch, { onSuccess: () => setTyped({}) })
  }
  return (
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
      <TagsInput
        label="Tags"
        value={shown.tags}
        error={errors.tags}
        onChange={(tags) => set({ tags })}
      />
      <FailureNotice
        failure={
          isStale(update.error)
            ? new Error('Somebody else edited this meanwhile. What you typed is kept: save again.')
            : update.error
        }
      />
      <div className={styles.buttons}>
        <Button type="submit" variant="filled" loading={update.isPending} disabled={untouched}>
          Save settings
        </Button>
        <span role="status">{update.isSuccess && untouched && 'Saved.'}</span>
      </div>
    </form>
  )
}
