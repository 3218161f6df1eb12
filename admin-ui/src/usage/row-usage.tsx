import { Ago } from '../shared/ago.tsx'
import { Hidden } from '../shared/hidden.tsx'
import { shortCount } from './rate-words.ts'
import { Sparkline } from './sparkline.tsx'
import styles from './usage.module.css'
import type { FlagEvaluations } from './use-usage-of-flags.ts'

/** In the list: the last 24 hours at a glance, and when code last asked for the flag. */
export function RowUsage({ usage }: { readonly usage: FlagEvaluations }) {
  const { counts, total, lastSeenAt } = usage
  if (lastSeenAt === null) return <span className={styles.row}>never</span>
  const words = `${shortCount(total)} evaluations in the last 24 hours`
  return (
    <span className={styles.row} title={words}>
      <Sparkline counts={counts} />
      <Hidden>{words}, last </Hidden>
      <Ago instant={lastSeenAt} inRow />
    </span>
  )
}
