import { actionWords } from '../audit/audit-words.ts'
import { exactly, shortly } from '../shared/time-words.ts'
import type { Change } from './change-marks.ts'
import styles from './evaluations.module.css'

/** What the numbers on the chart stand for. */
export function ChangesInRange({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return null
  return (
    <section className={styles.changes} aria-labelledby="changes-in-range">
      <h2 id="changes-in-range">Changes in this time</h2>
      <ol>
        {changes.map(({ number, entry }) => (
          <li key={entry.id} data-killed={entry.action === 'flag.killed' || undefined}>
            <span className={styles.number}>{number}</span>
            {/* As on the chart. */}
            <time dateTime={entry.at} title={exactly(entry.at)}>
              {shortly(entry.at)}
            </time>
            <span>
              <strong>{entry.actor.name}</strong> {actionWords(entry)}
              {entry.revision !== null && ` · r${entry.revision}`}
              {entry.comment && <em> “{entry.comment}”</em>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
