import type { BulkAct } from '@bunting/flag-server/flags/flag-life-schemas.ts'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import styles from './bulk-bar.module.css'
import { runningWords } from './bulk-words.ts'

interface BulkRunningProps {
  readonly act: BulkAct
  readonly count: number
  /** Of them. */
  readonly done: number
}

export function BulkRunning({ act, count, done }: BulkRunningProps) {
  const nameOf = useEnvironmentName()
  return <div className={styles.strip}>{runningWords(act, count, done, nameOf)}</div>
}
