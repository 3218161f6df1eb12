import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import styles from './bulk-dialog.module.css'
import { reachOf, sentenceOf } from './bulk-reach-words.ts'

interface BulkReachProps {
  readonly act: BulkAct
  readonly flags: readonly FlagView[]
  readonly environment: string
}

/** What the act means, and of each flag what it changes. */
export function BulkReach({ act, flags, environment }: BulkReachProps) {
  return (
    <div className={styles.reach}>
      <p>{sentenceOf(act)}</p>
      <ul aria-label="What would change">
        {flags.map((flag) => (
          <li key={flag.key}>
            <code>{flag.key}</code>
            <span>{reachOf(act, flag, environment)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
