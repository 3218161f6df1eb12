import type { Connection } from '@bunting/flag-server/connections/connection-schemas.ts'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Ago } from '../shared/ago.tsx'
import { exactly } from '../shared/time-words.ts'
import { type VirtualTableRow, VirtualTableRows } from '../shared/virtual-table-rows.tsx'
import styles from './connection-table.module.css'
import { ageWords, heldWords } from './connection-words.ts'

interface ConnectionTableProps {
  readonly connections: readonly Connection[]
  /** The environment's newest. */
  readonly revision: number
  /** Of all that match, also those that are not loaded. */
  readonly matching: number
  /** When this was so, in Unix milliseconds. */
  readonly asOf: number
  readonly onEnd?: (() => void) | undefined
}

export function ConnectionTable(props: ConnectionTableProps) {
  const { connections, revision, matching, asOf, onEnd } = props
  return (
    <table className={styles.table} aria-label="Connections" aria-rowcount={matching + 1}>
      <thead>
        <tr>
          <th scope="col">Instance</th>
          <th scope="col" className={styles.wide}>
            Kind
          </th>
          <th scope="col" className={styles.wide}>
            SDK
          </th>
          <th scope="col" className={styles.wide}>
            Application
          </th>
          <th scope="col">Holds</th>
          <th scope="col" className={styles.wide}>
            Connected
          </th>
          <th scope="col">Last heard</th>
          <th scope="col" className={styles.wide}>
            Server
          </th>
        </tr>
      </thead>
      <VirtualTableRows items={connections} rowHeight={33} onEnd={onEnd}>
        {(one, row) => <Row connection={one} revision={revision} asOf={asOf} row={row} />}
      </VirtualTableRows>
    </table>
  )
}

interface RowProps {
  readonly connection: Connection
  readonly revision: number
  readonly asOf: number
  readonly row: VirtualTableRow
}

function Row({ connection, revision, asOf, row }: RowProps) {
  const { instance, kind, sdk, application, behind, connectedAt, ageMs, replica } = connection
  const heardAt = new Date(asOf - ageMs).toISOString()
  return (
    <tr {...row} data-behind={behind || undefined}>
      <th scope="row">
        {instance}
        <span className={styles.narrow}>{[application, sdk].filter(Boolean).join(' · ')}</span>
      </th>
      <td className={styles.wide}>{kind}</td>
      <td className={styles.wide}>{sdk}</td>
      <td className={styles.wide}>{application ?? <span title="It did not say">–</span>}</td>
      <td className={styles.held}>
        {behind && <IconAlertTriangle size={14} aria-hidden="true" />}
        {heldWords(connection.revision, revision)}
      </td>
      <td className={styles.wide}>
        <Ago instant={connectedAt} inRow />
      </td>
      <td>
        {/* By the second: it is heard every 15 of them. */}
        <time dateTime={heardAt} title={exactly(heardAt)}>
          {ageWords(ageMs)}
        </time>
      </td>
      <td className={styles.wide}>{replica}</td>
    </tr>
  )
}
