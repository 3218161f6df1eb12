import type { Difference } from './difference.ts'
import styles from './difference-list.module.css'

interface DifferenceListProps {
  readonly differences: readonly Difference[]
}

/** Before and after, side by side where there is room; `+` and `−` say it without colour. */
export function DifferenceList({ differences }: DifferenceListProps) {
  return (
    <ul className={styles.list}>
      {differences.map(({ what, before, after }) => (
        <li key={`${what} ${before} ${after}`}>
          <span className={styles.what}>{what}</span>{' '}
          <span>
            {before !== null && (
              <del>
                {after === null && '− '}
                {before}
              </del>
            )}
            {before !== null && after !== null && <span className={styles.arrow}> → </span>}
            {after !== null && (
              <ins>
                {before === null && '+ '}
                {after}
              </ins>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
