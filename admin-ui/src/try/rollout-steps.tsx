import { WHOLE } from '../flags/shares.ts'
import { percent } from '../shared/number-words.ts'
import { placeOf, positionWords, type RolloutStep } from './position-words.ts'
import styles from './try.module.css'

interface RolloutStepsProps {
  readonly rollout: RolloutStep
  readonly served: string
}

/** Where the unit fell among the arms, drawn and said. */
export function RolloutSteps({ rollout, served }: RolloutStepsProps) {
  const { bucketBy, unit, arms, position } = rollout
  const place = placeOf(rollout)
  if (place === null) {
    return (
      <p className={styles.found}>
        The context has no <code>{bucketBy}</code> to tell people apart by: the off variant.
      </p>
    )
  }
  return (
    <div className={styles.rollout}>
      <div className={styles.arms} aria-hidden="true">
        {arms.map(({ variant, share, from, to }) => (
          <span
            key={variant}
            data-served={
              (variant === served && position !== undefined && from <= position && position < to) ||
              undefined
            }
            style={{ width: `${(share / WHOLE) * 100}%` }}
          >
            {variant}
          </span>
        ))}
        <i style={{ left: `${(place.position / WHOLE) * 100}%` }} />
      </div>
      <p>
        <strong>{positionWords(rollout)}</strong>
        <span className={styles.found}>
          {' '}
          · <code>{bucketBy}</code> is <code>{unit}</code> ·{' '}
          {arms.map(({ variant, share }) => `${percent(share)} ${variant}`).join(', ')}
        </span>
      </p>
    </div>
  )
}
