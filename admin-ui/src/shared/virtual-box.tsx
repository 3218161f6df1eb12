import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import { classNames } from './class-names.ts'
import styles from './virtual-box.module.css'

interface VirtualBoxProps<Item> {
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  /** Pixels, as a guess: each row is measured when it is shown. */
  readonly rowHeight: number
  /** What is listed, in words. */
  readonly label: string
  readonly className?: string | undefined
  readonly children: (item: Item) => ReactNode
}

/** A list that scrolls by itself, in a dialog for one; only the rows in view are in the document. */
export function VirtualBox<Item>(props: VirtualBoxProps<Item>) {
  const { items, keyOf, rowHeight, label, className, children } = props
  const box = useRef<HTMLElement>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  return (
    <section
      ref={box}
      className={classNames(styles.box, className)}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
    >
      <ul className={styles.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index]
          return (
            item !== undefined && (
              <li
                key={keyOf(item)}
                ref={rows.measureElement}
                data-index={index}
                aria-setsize={items.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                {children(item)}
              </li>
            )
          )
        })}
      </ul>
    </section>
  )
}
