import { useState } from 'react'
import { classNames } from '../shared/class-names.ts'
import { Hidden } from '../shared/hidden.tsx'
import table from '../shared/table.module.css'
import { useNow } from '../shared/use-now.ts'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'
import { SdkKeyRow } from './sdk-key-row.tsx'
import styles from './sdk-key-table.module.css'
import { type ListedKey, stateOf } from './sdk-key-words.ts'

interface SdkKeyTableProps {
  readonly project: string
  readonly environment: string
  readonly sdkKeys: readonly ListedKey[]
}

const ORDER = ['in use', 'ending', 'expired', 'revoked']

export function SdkKeyTable({ project, environment, sdkKeys }: SdkKeyTableProps) {
  const now = useNow()
  const [rotating, setRotating] = useState<ListedKey | null>(null)
  const rank = (one: ListedKey) => ORDER.indexOf(stateOf(one, now))
  const sorted = [...sdkKeys].sort((a, b) => rank(a) - rank(b))
  return (
    <div className={table.scroll}>
      <table className={classNames(table.table, styles.table)}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col" className={table.wide}>
              Key
            </th>
            <th scope="col" className={table.wide}>
              Created
            </th>
            <th scope="col">Used by</th>
            <th scope="col">Last used</th>
            <th>
              <Hidden>Rotate or revoke</Hidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <SdkKeyRow
              key={one.id}
              {...{ project, environment, now }}
              sdkKey={one}
              onRotate={() => setRotating(one)}
            />
          ))}
        </tbody>
      </table>
      <RotateKeyDialog
        {...{ project, environment }}
        sdkKey={rotating}
        onClose={() => setRotating(null)}
      />
    </div>
  )
}
