import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import { Empty } from '../shared/empty.tsx'
import { type EvaluationRange, RANGES } from './evaluation-range.ts'

interface NoEvaluationsProps {
  readonly flag: FlagView
  readonly range: EvaluationRange
  readonly lastSeenAt: string | null
  readonly onRange: (range: EvaluationRange) => void
}

/** Nothing to draw: says whether there ever was, and what brings the first count. */
export function NoEvaluations({ flag, range, lastSeenAt, onRange }: NoEvaluationsProps) {
  const { environment } = usePlace()
  if (lastSeenAt === null) {
    return (
      <Empty title={`Not evaluated yet in ${environment.name}`}>
        Ask for <code>{flag.key}</code> in an application that has an SDK key of {environment.name}.
        Its counts are here some ten seconds later.
      </Empty>
    )
  }
  const label = RANGES.find(({ value }) => value === range)?.label
  return (
    <Empty
      title={`Not evaluated in the last ${label}`}
      action={range !== '7d' && <Button onClick={() => onRange('7d')}>Show 7 days</Button>}
    >
      Code last asked for it <Ago instant={lastSeenAt} />.
    </Empty>
  )
}
