import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import styles from './time-chart.module.css'

interface TimeTableProps<Row> {
  /** What it lists, in words. */
  readonly label: string
  readonly columns: readonly {
    readonly key: string
    readonly name: string
    /** A count, a share: in line at its right edge. */
    readonly number?: boolean
  }[]
  readonly rows: readonly Row[]
  /** Of a row: a `<th scope="row">` with the time, and a cell for each column. */
  readonly children: (row: Row) => ReactNode
}

/** What a chart over time shows, to read; only the rows in view are in the document. */
export function TimeTable<Row>({ label, columns, rows, children }: TimeTableProps<Row>) {
  const box = useRef<HTMLElement>(null)
  const places = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 33,
    overscan: 15,
  })
  const inView = places.getVirtualItems()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section ref={box} className={styles.tableBox} tabIndex={0} aria-label={label}>
      <table className={styles.table} aria-rowcount={rows.length + 1}>
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
        <tbody>
          <Gap height={inView[0]?.start ?? 0} />
          {inView.map(({ index }) => {
            const row = rows[index]
            return (
              row !== undefined && (
                // The head is the first row.
                <tr
                  key={index}
                  ref={places.measureElement}
                  data-index={index}
                  aria-rowindex={index + 2}
                >
                  {children(row)}
                </tr>
              )
            )
          })}
          <Gap height={places.getTotalSize() - (inView.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </section>
  )
}

/** Rows that are not in the document keep their room. */
function Gap({ height }: { readonly height: number }) {
  return (
    height > 0 && (
      <tr>
        <td style={{ height, padding: 0, border: 0 }} />
      </tr>
    )
  )
}
