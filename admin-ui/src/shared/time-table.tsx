import type { ReactNode } from 'react'
import styles from './time-chart.module.css'

interface TimeTableProps {
  /** What it lists, in words. */
  readonly label: string
  readonly columns: readonly {
    readonly key: string
    readonly name: string
    /** A count, a share: in line at its right edge. */
    readonly number?: boolean
  }[]
  /** Its rows: a `<th scope="row">` with the time, and a cell for each column. */
  readonly children: ReactNode
}

/** What a chart over time shows, to read. */
export function TimeTable({ label, columns, children }: TimeTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.tableBox} tabIndex={0} aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {columns.map(({ key, name, number = false }) => (
              <th key={key} scope="col" data-number={number || undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
