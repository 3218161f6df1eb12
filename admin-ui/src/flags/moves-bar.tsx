import type { Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import styles from './moves-bar.module.css'
import { moveWords, type ShareMove, shareMoves } from './share-moves.ts'
import { asRollout, WHOLE } from './shares.ts'

interface MovesBarProps {
  /** As the server has it; nothing is shown for what is new. */
  readonly before: Serve | undefined
  readonly after: Serve
  readonly offVariant: string
}

/** What an edit does to the people in a percentage: who goes where, and that the others stay. */
export function MovesBar({ before, after, offVariant }: MovesBarProps) {
  if (!before) return null
  const moves = shareMoves(before, after)
  if (moves === null) {
    return (
      <p className={styles.words}>
        Everyone is dealt anew: people are told apart by something else.
      </p>
    )
  }
  if (moves.length === 0) return null
  const { shares } = asRollout(after, ['variant' in after ? after.variant : ''])
  return (
    <div className={styles.moves}>
      <span className={styles.bar} aria-hidden="true">
        {shares.map(({ variant, share }) => (
          <span
            key={variant}
            data-off={variant === offVariant || undefined}
            style={{ width: percentOf(share) }}
          />
        ))}
        {moves.map((move) => (
          <span
            key={move.from}
            className={styles.moved}
            data-to-off={move.is === offVariant || undefined}
            style={placeOf(move)}
          />
        ))}
      </span>
      <p className={styles.words}>
        <strong>{moveWords(moves)}</strong>, the others stay.
      </p>
    </div>
  )
}

const percentOf = (share: number) => `${(share / WHOLE) * 100}%`

function placeOf({ from, to }: ShareMove): React.CSSProperties {
  return { left: percentOf(from), width: percentOf(to - from) }
}
