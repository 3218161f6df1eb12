import type { TokenView } from '@bunting/flag-server/access/access-schemas.ts'
import type { ReactNode } from 'react'
import { Ago } from '../shared/ago.tsx'
import { classNames } from '../shared/class-names.ts'
import { Hidden } from '../shared/hidden.tsx'
import table from '../shared/table.module.css'
import { useNow } from '../shared/use-now.ts'
import { VirtualTableRows } from '../shared/virtual-table-rows.tsx'
import styles from './token-table.module.css'
import { isOver } from './token-words.ts'

interface TokenTableProps<View extends TokenView> {
  readonly label: string
  readonly tokens: readonly View[]
  readonly onEnd: (() => void) | undefined
  /** What it may, in words. */
  readonly may: (token: View) => ReactNode
  readonly revoke: (token: View) => ReactNode
}

export function TokenTable<View extends TokenView>(props: TokenTableProps<View>) {
  const { label, tokens, onEnd, may, revoke } = props
  const now = useNow()
  const over = (token: View) => isOver(token, now)
  return (
    // A scrolling region must be within reach of the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={table.scroll} aria-label={label} tabIndex={0}>
      <table
        className={classNames(table.table, styles.table)}
        aria-rowcount={onEnd ? -1 : tokens.length + 1}
      >
        <thead>
          <tr>
            <th scope="col" className={styles.name}>
              Name
            </th>
            <th scope="col">May</th>
            <th scope="col" className={classNames(table.wide, styles.created)}>
              Created
            </th>
            <th scope="col" className={styles.last}>
              Last used
            </th>
            <th scope="col" className={styles.ends}>
              Ends
            </th>
            <th className={styles.revoke}>
              <Hidden>Revoke</Hidden>
            </th>
          </tr>
        </thead>
        <VirtualTableRows items={tokens} rowHeight={49} onEnd={onEnd}>
          {(token, row) => (
            <tr key={token.id} {...row} data-over={over(token) || undefined}>
              <th scope="row">
                <span className={table.name}>{token.name}</span>
                <code className={table.aside}>{token.prefix}…</code>
              </th>
              <td>{may(token)}</td>
              <td className={table.wide}>
                <Ago instant={token.createdAt} /> by {token.createdBy}
              </td>
              <td className={table.nowrap}>
                {token.lastUsedAt ? <Ago instant={token.lastUsedAt} /> : 'never'}
              </td>
              <td className={table.nowrap}>
                <EndOf token={token} over={over(token)} />
              </td>
              <td className={table.end}>{!over(token) && revoke(token)}</td>
            </tr>
          )}
        </VirtualTableRows>
      </table>
    </section>
  )
}

interface EndOfProps {
  readonly token: TokenView
  readonly over: boolean
}

/** `never`, `in 30 d`, `expired 2 h ago`, `revoked 2 h ago`. */
function EndOf({ token: { revokedAt, expiresAt }, over }: EndOfProps) {
  const at = revokedAt ?? expiresAt
  if (at === null) return 'never'
  return (
    <>
      {over && (revokedAt === null ? 'expired ' : 'revoked ')}
      <Ago instant={at} />
    </>
  )
}
