import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { thingDifferences } from '../audit/audit-words.ts'
import { DifferenceList } from '../drafts/difference-list.tsx'
import { TheirsNotice } from '../drafts/theirs-notice.tsx'
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
    <TheirsNotice label="Moved on" buttons={<EditAgain view={view} />}>
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
    </TheirsNotice>
  )
}
