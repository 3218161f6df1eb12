import { pagePaths } from '../app/page-paths.ts'
import { useWaitingChangesKnown } from '../change-requests/waiting-changes.tsx'
import { useHasDraft } from '../drafts/use-draft.ts'
import { EnvironmentTabs } from '../projects/environment-tabs.tsx'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { MembersEditing } from './members-editing.tsx'
import styles from './segment.module.css'
import { usePageSegment } from './segment-page.tsx'
import { SegmentUses } from './segment-uses.tsx'
import { membersInShort } from './segment-words.ts'
import { useSegmentConfiguration } from './use-segment.ts'

/** Who belongs to the segment in the environment in view, edited in place, and what asks for it. */
export function MembersSection() {
  const segment = usePageSegment()
  const { project, environment } = usePlace()
  const hasDraft = useHasDraft()
  const { data, error, refetch } = useSegmentConfiguration(
    project.key,
    environment.key,
    segment.key,
  )
  const known = useWaitingChangesKnown({ segment: segment.key })
  return (
    <>
      <EnvironmentTabs
        to={(one) => pagePaths.segment(project.key, one, segment.key)}
        edited={(one) =>
          hasDraft({ project: project.key, environment: one, of: 'segment', key: segment.key })
        }
        summary={({ key }) => {
          const there = segment.environments[key]
          return there && <span className={styles.summary}>{membersInShort(there)}</span>
        }}
      />
      {error && !data && <FailureNotice failure={error} retry={refetch} />}
      {data && known && (
        <MembersEditing
          key={`${environment.key}/${segment.key}`}
          segment={segment}
          configuration={data}
        >
          <SegmentUses uses={segment.usedBy} />
        </MembersEditing>
      )}
    </>
  )
}
