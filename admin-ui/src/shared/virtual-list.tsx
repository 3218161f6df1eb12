import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { usePageTop } from './use-page-top.ts'

interface VirtualListProps<Item> {
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  /** Pixels, as a guess: each row is measured when it is shown. */
  readonly rowHeight: number
  /** What is listed, in words. */
  readonly label: string
  readonly className?: string | undefined
  /** The next page; called when the end comes into view. Left out when there is none. */
  readonly onEnd?: (() => void) | undefined
  readonly children: (item: Item) => ReactNode
}

/** Rows at the end of what is loaded that bring the next page. */
const AHEAD = 20

/** Only the rows in view are in the document, and pages come as they are scrolled to. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, keyOf, rowHeight, label, className, onEnd, children } = props
  const list = useRef<HTMLUListElement>(null)
  const top = usePageTop(list)
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: top,
    getItemKey: (index) => keyAt(items, index, keyOf),
  })
  const inView = rows.getVirtualItems()
  const last = inView.at(-1)?.index ?? 0
  useEffect(() => {
    if (onEnd && last >= items.length - AHEAD) onEnd()
  }, [onEnd, last, items.length])
  return (
    <ul
      ref={list}
      className={className}
      aria-label={label}
      style={{ position: 'relative', height: rows.getTotalSize() }}
    >
      {inView.map((row) => {
        const item = items[row.index]
        return (
          item !== undefined && (
            <li
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              aria-setsize={onEnd ? -1 : items.length}
              aria-posinset={row.index + 1}
              style={placed(row, top)}
            >
              {children(item)}
            </li>
          )
        )
      })}
    </ul>
  )
}

function placed({ start }: VirtualItem, top: number): React.CSSProperties {
  return {
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    transform: `translateY(${start - top}px)`,
  }
}

function keyAt<Item>(items: readonly Item[], index: number, keyOf: (item: Item) => string) {
  const item = items[index]
  return item === undefined ? index : keyOf(item)
}
