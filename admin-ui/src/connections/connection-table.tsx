import type { Connection } from '@bunting/flag-server/connections/connection-schemas.ts'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Ago } from '../shared/ago.tsx'
import styles from './connection-table.module.css'
import { ageWords, heldWords } from './connection-words.ts'

interface ConnectionTableProps {
  readonly connections: readonly Connection[]
  /** The environment's newest. */
  readonly revision: number
}

export function ConnectionTable({ connections, revision }: ConnectionTableProps) {
  return (
    <table className={styles.table} aria-label="Connections">
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
      <tbody>
        {connections.map((one, at) => (
          // Two may call themselves the same: a position is all that tells them apart.
          <Row key={`${one.replica} ${one.instance} ${at}`} connection={one} revision={revision} />
        ))}
      </tbody>
    </table>
  )
}

interface RowProps {
  readonly connection: Connection
  readonly revision: number
}

function Row({ connection, revision }: RowProps) {
  const { instance, kind, sdk, application, behind, connectedAt, ageMs, replica } = connection
  return (
    <tr data-behind={behind || undefined}>
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
        <Ago instant={connectedAt} />
      </td>
      <td>{ageWords(ageMs)}</td>
      <td className={styles.wide}>{replica}</td>
    </tr>
  )
}
