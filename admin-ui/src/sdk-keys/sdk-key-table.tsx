import { useState } from 'react'
import { classNames } from '../shared/class-names.ts'
import { Hidden } from '../shared/hidden.tsx'
import table from '../shared/table.module.css'
import { useNow } from '../shared/use-now.ts'
import { VirtualTableRows } from '../shared/virtual-table-rows.tsx'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'
import { SdkKeyRow } from './sdk-key-row.tsx'
import styles from './sdk-key-table.module.css'
import type { ListedKey } from './sdk-key-words.ts'

interface SdkKeyTableProps {
  readonly project: string
  readonly environment: string
  readonly sdkKeys: readonly ListedKey[]
  readonly onEnd: (() => void) | undefined
}

export function SdkKeyTable({ project, environment, sdkKeys, onEnd }: SdkKeyTableProps) {
  const now = useNow()
  const [rotating, setRotating] = useState<ListedKey | null>(null)
  return (
    // A scrolling region must be within reach of the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={table.scroll} aria-label="SDK keys and who uses them" tabIndex={0}>
      <table
        className={classNames(table.table, styles.table)}
        aria-rowcount={onEnd ? -1 : sdkKeys.length + 1}
      >
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={styles.kind}>
              Kind
            </th>
            <th scope="col" className={classNames(table.wide, styles.key)}>
              Key
            </th>
            <th scope="col" className={classNames(table.wide, styles.created)}>
              Created
            </th>
            <th scope="col" className={styles.used}>
              Used by
            </th>
            <th scope="col" className={styles.last}>
              Last used
            </th>
            <th className={styles.ends}>
              <Hidden>Rotate or revoke</Hidden>
            </th>
          </tr>
        </thead>
        <VirtualTableRows items={sdkKeys} rowHeight={45} onEnd={onEnd}>
          {(one, row) => (
            <SdkKeyRow
              key={one.id}
              {...{ project, environment, now, row }}
              sdkKey={one}
              onRotate={() => setRotating(one)}
            />
          )}
        </VirtualTableRows>
      </table>
      <RotateKeyDialog
        {...{ project, environment }}
        sdkKey={rotating}
        onClose={() => setRotating(null)}
      />
    </section>
  )
}
