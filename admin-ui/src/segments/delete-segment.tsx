import type { SegmentDetails } from '@bunting/flag-server/segments/segment-schemas.ts'
import { Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import styles from '../flags/flag-settings-section.module.css'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { SegmentUses } from './segment-uses.tsx'
import { useDeleteSegment } from './use-change-segment.ts'

/** Only what nothing asks for can be deleted: what still does is named. */
export function DeleteSegment({ segment }: { readonly segment: SegmentDetails }) {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const [asking, { open, close }] = useDisclosure()
  const remove = useDeleteSegment(project.key, segment.key, () =>
    navigate(pagePaths.segments(project.key, environment.key)),
  )
  const used = segment.usedBy.length > 0
  return (
    <section className={styles.archive} aria-label="Delete">
      <h2>Delete</h2>
      <p>
        {used
          ? 'It is still asked for. Take it out of these rules first.'
          : 'It goes in every environment. What it was stays in the history.'}
      </p>
      {used && <SegmentUses uses={segment.usedBy} />}
      {!used && (
        <Popover
          opened={asking}
          onDismiss={close}
          width={320}
          position="top-start"
          trapFocus
          returnFocus
          withRoles={false}
        >
          <Popover.Target>
            <Button color="red" onClick={open}>
              Delete segment
            </Button>
          </Popover.Target>
          <Popover.Dropdown role="dialog" aria-label={`Delete ${segment.key}`} p={16}>
            <div className={styles.confirm}>
              <span>
                Delete <code>{segment.key}</code> in every environment?
              </span>
              <FailureNotice failure={remove.error} />
              <div className={styles.confirmButtons}>
                <Button onClick={close} data-autofocus>
                  Cancel
                </Button>
                <Button
                  variant="filled"
                  color="red"
                  loading={remove.isPending}
                  onClick={() => remove.mutate()}
                >
                  Delete
                </Button>
              </div>
            </div>
          </Popover.Dropdown>
        </Popover>
      )}
    </section>
  )
}
