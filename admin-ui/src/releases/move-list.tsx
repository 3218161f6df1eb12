import { Button } from '@mantine/core'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { exactly } from '../shared/time-words.ts'
import { VirtualList } from '../shared/virtual-list.tsx'
import styles from './move-list.module.css'
import { moveTime } from './move-time.ts'
import type { Move } from './moves.ts'
import { Panel } from './panel.tsx'
import type { History } from './use-moves.ts'

interface MoveListProps {
  readonly history: History
}

/** Everything that happened to it, with the reason, the newest first. */
export function MoveList({ history }: MoveListProps) {
  const { moves, loading, error, retry, more } = history
  const numbered = moves.map((move, index) => ({ move, number: moves.length - index }))
  const days = new Set(moves.map(({ at }) => new Date(at).toDateString())).size > 1
  return (
    <Panel title="What happened">
      {error && <FailureNotice failure={error} retry={retry} />}
      {loading && <p className={styles.none}>Loading…</p>}
      {!loading && moves.length === 0 && !more && <p className={styles.none}>Nothing yet.</p>}
      <VirtualList items={numbered} keyOf={({ move }) => move.id} rowHeight={33} label="Moves">
        {({ move, number }) => <MoveRow move={move} number={number} days={days} />}
      </VirtualList>
      {more && (
        <Button size="xs" onClick={more}>
          Show earlier
        </Button>
      )}
    </Panel>
  )
}

interface MoveRowProps {
  readonly move: Move
  /** As on the chart. */
  readonly number: number
  readonly days: boolean
}

function MoveRow({ move, number, days }: MoveRowProps) {
  const { at, words, reason, by, comment, revision, action } = move
  return (
    <div className={styles.move} data-back={action === 'release.rolled-back' || undefined}>
      <span className={styles.number}>{number}</span>
      <time dateTime={at} title={exactly(at)}>
        {moveTime(at, days)}
      </time>
      <span>
        <strong>{words}</strong>
        {reason && ` – ${reason}`}
        {by && ` by ${by}`}
        {revision !== null && <small> · r{revision}</small>}
        {comment && <em>“{comment}”</em>}
      </span>
    </div>
  )
}
