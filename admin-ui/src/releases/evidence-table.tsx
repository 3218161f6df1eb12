import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { percent } from '../shared/number-words.ts'
import styles from './evidence-panel.module.css'
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.tableBox} tabIndex={0} aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" data-number>
              Share
            </th>
            {guards.map((guard) => (
              <th key={guard.id} scope="col" data-number>
                {guardName(guard)}
              </th>
            ))}
            <th scope="col">Decided</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map(({ at, share, harm, why }) => (
            <tr key={at}>
              <th scope="row">{moveTime(at, days)}</th>
              <td data-number>{percent(share)}</td>
              {guards.map(({ id }) => (
                <td key={id} data-number>
                  {harm[id] === undefined ? '–' : evidenceText(harm[id])}
                </td>
              ))}
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
