import type { SdkKeyView } from '@bunting/flag-server/sdk-keys/sdk-key-schemas.ts'
import { Ago } from '../shared/ago.tsx'
import { RevokeKey } from './revoke-key.tsx'
import styles from './sdk-key-table.module.css'

interface SdkKeyTableProps {
  readonly project: string
  readonly environment: string
  readonly sdkKeys: readonly SdkKeyView[]
}

export function SdkKeyTable({ project, environment, sdkKeys }: SdkKeyTableProps) {
  const inUse = sdkKeys.filter(({ revokedAt }) => revokedAt === null)
  const revoked = sdkKeys.filter(({ revokedAt }) => revokedAt !== null)
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col" className={styles.wide}>
              Key
            </th>
            <th scope="col" className={styles.wide}>
              Created
            </th>
            <th scope="col">Last used</th>
            <th>
              <span className={styles.hidden}>Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {[...inUse, ...revoked].map((one) => (
            <tr key={one.id} data-revoked={one.revokedAt !== null || undefined}>
              <th scope="row">{one.name}</th>
              <td>{one.kind}</td>
              <td className={styles.wide}>
                <code>{one.prefix}…</code>
              </td>
              <td className={styles.wide}>
                <Ago instant={one.createdAt} /> by {one.createdBy}
              </td>
              <td>{one.lastUsedAt ? <Ago instant={one.lastUsedAt} /> : 'never'}</td>
              <td className={styles.end}>
                {one.revokedAt ? (
                  <span>
                    revoked <Ago instant={one.revokedAt} />
                  </span>
                ) : (
                  <RevokeKey project={project} environment={environment} sdkKey={one} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
