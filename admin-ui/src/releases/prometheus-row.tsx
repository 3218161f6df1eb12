import { count } from '../shared/number-words.ts'
import styles from './guard-list.module.css'
import type { Guard } from './release-state.ts'
import { guardName, guardWords } from './release-words.ts'

interface PrometheusRowProps {
  readonly guard: Extract<Guard, { kind: 'prometheus' }>
  /** Its last answer; null before there was one. */
  readonly value: number | null
}

/** A threshold on a query: it compares nothing, so there is no ratio. */
export function PrometheusRow({ guard, value }: PrometheusRowProps) {
  const bad =
    value !== null &&
    (guard.badWhen === 'above' ? value > guard.threshold : value < guard.threshold)
  return (
    <li className={styles.guard}>
      <div className={styles.name}>
        <strong>{guardName(guard)}</strong>
        <span>{guardWords(guard)}</span>
      </div>
      <dl className={styles.figures}>
        <div data-harm={bad || undefined}>
          <dt>Last answer</dt>
          <dd>
            <strong>{value === null ? 'none yet' : count(value)}</strong>
            {bad && (
              <span>
                {' '}
                · {guard.badWhen} {guard.threshold}
              </span>
            )}
          </dd>
        </div>
      </dl>
      <p className={styles.counted}>
        <code>{guard.query}</code>
      </p>
    </li>
  )
}
