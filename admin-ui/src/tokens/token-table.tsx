import type { TokenView } from '@bunting/flag-server/access/access-schemas.ts'
import type { ReactNode } from 'react'
import { Ago } from '../shared/ago.tsx'
import { Hidden } from '../shared/hidden.tsx'
import styles from '../shared/table.module.css'
import { useNow } from '../shared/use-now.ts'
import { isOver } from './token-words.ts'

interface TokenTableProps<View extends TokenView> {
  readonly label: string
  readonly tokens: readonly View[]
  /** What it may, in words. */
  readonly may: (token: View) => ReactNode
  readonly revoke: (token: View) => ReactNode
}

/** Those in use first. */
export function TokenTable<View extends TokenView>(props: TokenTableProps<View>) {
  const { label, tokens, may, revoke } = props
  const now = useNow()
  const over = (token: View) => isOver(token, now)
  const inOrder = [...tokens.filter((one) => !over(one)), ...tokens.filter(over)]
  return (
    // A scrolling region must be within reach of the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">May</th>
            <th scope="col" className={styles.wide}>
              Created
            </th>
            <th scope="col">Last used</th>
            <th scope="col">Ends</th>
            <th>
              <Hidden>Revoke</Hidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map((token) => (
            <tr key={token.id} data-over={over(token) || undefined}>
              <th scope="row">
                <span className={styles.name}>{token.name}</span>
                <code className={styles.aside}>{token.prefix}…</code>
              </th>
              <td>{may(token)}</td>
              <td className={styles.wide}>
                <Ago instant={token.createdAt} /> by {token.createdBy}
              </td>
              <td className={styles.nowrap}>
                {token.lastUsedAt ? <Ago instant={token.lastUsedAt} /> : 'never'}
              </td>
              <td className={styles.nowrap}>
                <EndOf token={token} over={over(token)} />
              </td>
              <td className={styles.end}>{!over(token) && revoke(token)}</td>
            </tr>
          ))}
        </tbody>
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
