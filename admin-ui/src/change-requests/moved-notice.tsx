import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { IconGitMerge } from '@tabler/icons-react'
import { thingDifferences } from '../audit/audit-words.ts'
import { DifferenceList } from '../drafts/difference-list.tsx'
import { EditAgain } from './edit-again.tsx'
import styles from './moved-notice.module.css'

interface MovedNoticeProps {
  readonly view: ChangeRequestView
}

/** That what it would change is not what its author saw: theirs and mine, and the ways on. */
export function MovedNotice({ view }: MovedNoticeProps) {
  const { moved, current, items } = view
  if (moved === null) return null
  const [item] = items
  const theirs = item && current ? thingDifferences(item.before, current) : []
  const mine = item ? thingDifferences(item.before, item.after) : []
  return (
    <section className={styles.notice} aria-label="Moved on" role="alert">
      <IconGitMerge size={16} aria-hidden="true" />
      <div className={styles.words}>
        <p>
          <strong>It has moved on.</strong> {moved}
        </p>
        {theirs.length > 0 && (
          <div className={styles.sides}>
            <div>
              <h2>Changed since</h2>
              <DifferenceList differences={theirs} />
            </div>
            <div>
              <h2>Asked for here</h2>
              <DifferenceList differences={mine} />
            </div>
          </div>
        )}
      </div>
      <div className={styles.buttons}>
        <EditAgain view={view} />
      </div>
    </section>
  )
}
