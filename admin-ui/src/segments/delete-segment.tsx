import type { SegmentDetails } from '@bunting/flag-server/segments/segment-schemas.ts'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { settingsKey } from '../drafts/draft-key.ts'
import { useDrafts } from '../drafts/drafts-provider.tsx'
import styles from '../flags/flag-settings-section.module.css'
import { usePlace } from '../projects/place.tsx'
import { useWhyNot } from '../projects/use-may.ts'
import { ConfirmPopover } from '../shared/confirm-popover.tsx'
import { SegmentUses } from './segment-uses.tsx'
import { useDeleteSegment } from './use-change-segment.ts'

/** Only what nothing asks for can be deleted: what still does is named. */
export function DeleteSegment({ segment }: { readonly segment: SegmentDetails }) {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const drafts = useDrafts()
  const remove = useDeleteSegment(project.key, segment.key, () => {
    drafts.set(settingsKey(project.key, 'segment-settings', segment.key), null)
    // At once: a page that is still there would ask for what is gone.
    return navigate(pagePaths.segments(project.key, environment.key), { flushSync: true })
  })
  const refused = useWhyNot('segment.edit')
  const used = segment.usedBy.length > 0
  return (
    <section className={styles.archive} aria-label="Delete">
      <h2>Delete</h2>
      <p>
        {used
          ? 'It is still asked for. Take it out of these rules first.'
          : 'It goes in every environment. What it was stays in the history.'}
      </p>
      {used ? (
        <SegmentUses uses={segment.usedBy} />
      ) : (
        <ConfirmPopover
          label={`Delete segment ${segment.key}`}
          question={
            <>
              Delete <code>{segment.key}</code> in every environment?
            </>
          }
          verb="Delete"
          position="top-start"
          refused={refused}
          failure={remove.error}
          pending={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          Delete segment
        </ConfirmPopover>
      )}
    </section>
  )
}
