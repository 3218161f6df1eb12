import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type ReactNode, type RefCallback, useEffect, useRef } from 'react'
import { usePageTop } from './use-page-top.ts'

interface VirtualTableRowsProps<Item> {
  readonly items: readonly Item[]
  /** Pixels, as a guess: each row is measured when it is shown. */
  readonly rowHeight: number
  /** More are asked for; called when the end comes into view. Left out when there are none. */
  readonly onEnd?: (() => void) | undefined
  /** A `<tr>` that passes on what it is given. */
  readonly children: (item: Item, row: VirtualTableRow) => ReactNode
}

export interface VirtualTableRow {
  readonly ref: RefCallback<HTMLTableRowElement>
  readonly 'data-index': number
  readonly 'aria-rowindex': number
}

/** The body of a table of which only the rows in view are in the document. */
export function VirtualTableRows<Item>(props: VirtualTableRowsProps<Item>) {
  const { items, rowHeight, onEnd, children } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const top = usePageTop(body)
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 20,
    scrollMargin: top,
  })
  const inView = rows.getVirtualItems()
  const first = inView[0]
  const last = inView.at(-1)
  const atEnd = last !== undefined && last.index === items.length - 1
  useEffect(() => {
    if (onEnd && atEnd) onEnd()
  }, [onEnd, atEnd])
  return (
    <tbody ref={body}>
      {first && first.start > top && <Gap height={first.start - top} />}
      {inView.map(({ index, key }) => {
        const item = items[index]
        if (item === undefined) return null
        return (
          <Fragment key={key}>
            {children(item, {
              ref: rows.measureElement,
              'data-index': index,
              // The head is the first row.
              'aria-rowindex': index + 2,
            })}
          </Fragment>
        )
      })}
      {last && <Gap height={rows.getTotalSize() + top - last.end} />}
    </tbody>
  )
}

/** Rows that are not in the document keep their room. One cell: it adds no columns to the table. */
function Gap({ height }: { readonly height: number }) {
  return (
    height > 0 && (
      <tr>
        <td style={{ height, padding: 0, border: 0 }} />
      </tr>
    )
  )
}
