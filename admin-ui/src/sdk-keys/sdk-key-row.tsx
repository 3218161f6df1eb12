import { Button } from '@mantine/core'
import { Ago } from '../shared/ago.tsx'
import { Permitted } from '../shared/permitted.tsx'
import table from '../shared/table.module.css'
import type { VirtualTableRow } from '../shared/virtual-table-rows.tsx'
import { RevokeKey } from './revoke-key.tsx'
import styles from './sdk-key-table.module.css'
import { connectionWords, type ListedKey, stateOf } from './sdk-key-words.ts'

interface SdkKeyRowProps {
  readonly project: string
  readonly environment: string
  readonly sdkKey: ListedKey
  readonly now: number
  readonly row: VirtualTableRow
  readonly onRotate: () => void
}

export function SdkKeyRow(props: SdkKeyRowProps) {
  const { project, environment, sdkKey, now, row, onRotate } = props
  const { name, kind, prefix, createdAt, createdBy, connections, lastUsedAt } = sdkKey
  const state = stateOf(sdkKey, now)
  const isOver = state === 'expired' || state === 'revoked'
  return (
    <tr {...row} data-over={isOver || undefined}>
      <th scope="row">{name}</th>
      <td>{kind}</td>
      <td className={table.wide}>
        <code>{prefix}…</code>
      </td>
      <td className={table.wide}>
        <Ago instant={createdAt} /> by {createdBy}
      </td>
      {/* Whoever still uses a key that is about to end is what one looks for. */}
      <td data-warns={(state === 'ending' && connections > 0) || undefined}>
        {state === 'ending' && connections > 0 && 'still '}
        {isOver ? '–' : connectionWords(connections)}
      </td>
      <td>{lastUsedAt ? <Ago instant={lastUsedAt} /> : 'never'}</td>
      <td className={table.end}>
        <span className={styles.acts}>
          <EndOf sdkKey={sdkKey} now={now} />
          {state === 'in use' && (
            <Permitted needs="sdk-key.manage">
              <Button size="xs" variant="subtle" aria-label={`Rotate ${name}`} onClick={onRotate}>
                Rotate
              </Button>
            </Permitted>
          )}
          {!isOver && <RevokeKey {...{ project, environment, sdkKey }} />}
        </span>
      </td>
    </tr>
  )
}

/** When it ended, or will. */
function EndOf({ sdkKey, now }: { readonly sdkKey: ListedKey; readonly now: number }) {
  const { expiresAt, revokedAt } = sdkKey
  if (revokedAt !== null) {
    return (
      <span>
        revoked <Ago instant={revokedAt} />
      </span>
    )
  }
  if (expiresAt === null) return null
  return (
    <span>
      rotated, {stateOf(sdkKey, now) === 'expired' ? 'ended' : 'ends'} <Ago instant={expiresAt} />
    </span>
  )
}
