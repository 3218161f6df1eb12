import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import type { SelectedFlag } from '@bunting/flag-server/flags/flag-selection.ts'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { count, counted } from '../shared/number-words.ts'
import styles from './bulk-dialog.module.css'
import { NO_CHANGE, reachOf, sentenceOf } from './bulk-reach-words.ts'

interface BulkReachProps {
  readonly act: BulkAct
  readonly flags: readonly SelectedFlag[]
  readonly environment: string
}

/** Nobody reads a longer list before they press a button. */
const SHOWN = 200

/** What the act means, and of each flag what it changes; those that it changes first. */
export function BulkReach({ act, flags, environment }: BulkReachProps) {
  const nameOf = useEnvironmentName()
  const reached = flags.map((flag) => ({ flag, reach: reachOf(act, flag, environment, nameOf) }))
  const changed = reached.filter(({ reach }) => reach !== NO_CHANGE)
  const same = reached.filter(({ reach }) => reach === NO_CHANGE)
  const left = flags.length - SHOWN
  return (
    <div className={styles.reach}>
      <p>
        {sentenceOf(act, nameOf)}
        {same.length > 0 && changed.length > 0 && (
          <>
            {' '}
            It changes {counted(changed.length, 'flag')}; {count(same.length)}{' '}
            {same.length === 1 ? 'is' : 'are'} so already.
          </>
        )}
      </p>
      {/* A scrolling region must be within reach of the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <ul aria-label="What would change" tabIndex={0}>
        {[...changed, ...same].slice(0, SHOWN).map(({ flag, reach }) => (
          <li key={flag.key}>
            <code>{flag.key}</code>
            <span>{reach}</span>
          </li>
        ))}
        {left > 0 && <li>and {counted(left, 'more flag')}</li>}
      </ul>
    </div>
  )
}
