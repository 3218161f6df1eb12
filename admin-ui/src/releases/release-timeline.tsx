import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { IconCheck, IconUserCheck, IconX } from '@tabler/icons-react'
import { Hidden } from '../shared/hidden.tsx'
import { percent } from '../shared/number-words.ts'
import { leftText } from './duration.ts'
import type { EvidencePoint } from './moves.ts'
import styles from './release-timeline.module.css'
import { stageTimeWords } from './release-words.ts'
import { type StageView, stageViews } from './timeline.ts'

interface ReleaseTimelineProps {
  readonly release: ReleaseDetail
  readonly points: readonly EvidencePoint[]
  /** By the server's clock. */
  readonly now: number
}

/** The stages from left to right: what is behind, where it is, and how long still. */
export function ReleaseTimeline({ release, points, now }: ReleaseTimelineProps) {
  const stages = stageViews(release, now)
  const proven = new Set(
    points.flatMap(({ moved, stage, codes }) =>
      moved && codes.includes('proven-safe') ? [stage] : [],
    ),
  )
  return (
    <ol className={styles.timeline} aria-label="Stages">
      {stages.map((view) => (
        <TimelineStage key={view.index} view={view} proven={proven.has(view.index)} />
      ))}
    </ol>
  )
}

interface TimelineStageProps {
  readonly view: StageView
  /** It went on because it was proven safe: the only one that is green. */
  readonly proven: boolean
}

function TimelineStage({ view, proven }: TimelineStageProps) {
  const { phase, share, stage, progress } = view
  return (
    <li
      className={styles.stage}
      data-phase={phase}
      aria-current={phase === 'current' ? 'step' : undefined}
    >
      <span className={styles.share}>{percent(share)}</span>
      <span className={styles.track} aria-hidden="true">
        <span style={{ width: `${progress * 100}%` }} />
        {phase === 'current' && <i style={{ left: `${progress * 100}%` }} />}
      </span>
      <span className={styles.end} data-proven={proven || undefined}>
        {phase === 'done' && (
          <>
            <IconCheck size={16} stroke={2.5} aria-hidden="true" />
            <Hidden>{proven ? 'done, proven safe' : 'done'}</Hidden>
          </>
        )}
        {phase === 'stopped' && (
          <>
            <IconX size={16} stroke={2.5} aria-hidden="true" />
            <Hidden>ended here</Hidden>
          </>
        )}
      </span>
      <span className={styles.time}>
        {stageTimeWords(stage)}
        {stage.approval && (
          <span className={styles.approval} title="Somebody has to approve it before it begins">
            <IconUserCheck size={14} aria-hidden="true" />
            <Hidden>, asks for approval</Hidden>
          </span>
        )}
        <Left view={view} />
      </span>
    </li>
  )
}

function Left({ view: { leftMs, lastedMs, stage } }: { readonly view: StageView }) {
  if (lastedMs !== null) {
    return <strong className={styles.left}>ended after {leftText(lastedMs)}</strong>
  }
  if (leftMs === null || stage.bakeMs === 0) return null
  return (
    <strong className={styles.left}>
      {leftMs > 0 ? `${leftText(leftMs)} left` : 'bake time over'}
    </strong>
  )
}
