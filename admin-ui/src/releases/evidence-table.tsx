import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { percent } from '../shared/number-words.ts'
import { TimeTable } from '../shared/time-table.tsx'
import { evidenceText } from './evidence-words.ts'
import { moveTime } from './move-time.ts'
import type { EvidencePoint } from './moves.ts'
import { guardName } from './release-words.ts'

interface EvidenceTableProps {
  readonly release: ReleaseDetail
  readonly points: readonly EvidencePoint[]
  readonly label: string
}

/** The chart to read, the newest look first, with what was decided. */
export function EvidenceTable({ release, points, label }: EvidenceTableProps) {
  const guards = release.plan.guards.filter(({ kind }) => kind !== 'prometheus')
  const first = points[0]
  const last = points.at(-1)
  const days =
    first !== undefined &&
    last !== undefined &&
    new Date(first.at).toDateString() !== new Date(last.at).toDateString()
  return (
    <TimeTable
      label={label}
      columns={[
        { key: 'share', name: 'Share', number: true },
        ...guards.map((guard) => ({ key: guard.id, name: guardName(guard), number: true })),
        { key: 'decided', name: 'Decided' },
      ]}
      rows={points.toReversed()}
    >
      {({ at, share, harm, why }) => (
        <>
          <th scope="row">{moveTime(at, days)}</th>
          <td data-number>{percent(share)}</td>
          {guards.map(({ id }) => (
            <td key={id} data-number>
              {harm[id] === undefined ? '–' : evidenceText(harm[id])}
            </td>
          ))}
          <td>{why}</td>
        </>
      )}
    </TimeTable>
  )
}
