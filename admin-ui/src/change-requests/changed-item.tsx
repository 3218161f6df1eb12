import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { kindWords, thingDifferences } from '../audit/audit-words.ts'
import { DifferenceList } from '../drafts/difference-list.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { isPlan } from '../releases/plan-differences.ts'
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
  const nameOf = useEnvironmentName()
  const differences = thingDifferences(before, after)
  const place = environment === null ? '' : ` in ${nameOf(environment)}`
  const kind = isPlan(after) ? 'Release of ' : ''
  return (
    <section aria-label={`${kind}${target.key}${place}`}>
      {!aboutOne && (
        <h3>
          {kind}
          <code>{target.key}</code>
          {target.type !== 'flag' && ` (${target.type})`}
          {place}
        </h3>
      )}
      {json && <JsonDiff before={before} after={after} />}
      {!json && differences.length > 0 && <DifferenceList differences={differences} />}
      {!json && differences.length === 0 && <p>{kindWords(action)}</p>}
    </section>
  )
}
