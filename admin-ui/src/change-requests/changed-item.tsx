import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { kindWords, thingDifferences } from '../audit/audit-words.ts'
import { DifferenceList } from '../drafts/difference-list.tsx'
import { JsonDiff } from './json-diff.tsx'

interface ChangedItemProps {
  readonly item: ChangeRequestView['items'][number]
  /** Its name stands above already. */
  readonly aboutOne: boolean
  readonly json: boolean
}

/** One thing that changes. */
export function ChangedItem({ item, aboutOne, json }: ChangedItemProps) {
  const { target, environment, before, after, action } = item
  const differences = thingDifferences(before, after)
  return (
    <section aria-label={target.key}>
      {!aboutOne && (
        <h3>
          <code>{target.key}</code>
          {target.type !== 'flag' && ` (${target.type})`}
          {environment !== null && ` in ${environment}`}
        </h3>
      )}
      {json && <JsonDiff before={before} after={after} />}
      {!json && differences.length > 0 && <DifferenceList differences={differences} />}
      {!json && differences.length === 0 && <p>{kindWords(action)}</p>}
    </section>
  )
}
