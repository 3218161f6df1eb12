import styles from './flag-list.module.css'

const ROWS = [62, 48, 71, 55, 66, 44, 58, 69]

/** The list's shape while it is loaded; nothing jumps when it comes. */
export function FlagListSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading flags">
      {ROWS.map((width) => (
        <div key={width}>
          <span style={{ width: `${width / 3}%` }} />
        </div>
      ))}
    </div>
  )
}
