import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import {
  type Icon,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHandStop,
  IconHourglass,
  IconPlayerPause,
} from '@tabler/icons-react'
import { DeliveryLine } from '../live/delivery-line.tsx'
import { Ago } from '../shared/ago.tsx'
import type { Move } from './moves.ts'
import type { ReleaseState } from './release-state.ts'
import styles from './release-why.module.css'

const ICONS: Readonly<Record<ReleaseState, Icon>> = {
  draft: IconCircleDashed,
  running: IconHourglass,
  holding: IconHandStop,
  paused: IconPlayerPause,
  completed: IconCircleCheck,
  rolled_back: IconArrowBackUp,
  aborted: IconCircleX,
}

/** A server keeps who has applied a revision for about as long as anybody asks. */
const ARRIVAL_MS = 15 * 60_000

interface ReleaseWhyProps {
  readonly release: ReleaseDetail
  readonly moves: readonly Move[]
}

/** The one sentence to read: why it waits, holds, or ended. Always in view. */
export function ReleaseWhy({ release, moves }: ReleaseWhyProps) {
  const { project, environment, state, why, plan, locked, endedAt } = release
  const Icon = ICONS[state]
  const end = moves.find(({ action }) => action === 'release.rolled-back')
  const recent = endedAt !== null && Date.parse(release.now) - Date.parse(endedAt) < ARRIVAL_MS
  return (
    <section className={styles.why} data-state={state} aria-label="Why">
      <Icon size={20} aria-hidden="true" />
      <div>
        <p className={styles.sentence}>{sentence(why)}</p>
        {state === 'rolled_back' && (
          <p className={styles.then}>
            Everyone gets <code>{plan.control}</code> again
            {endedAt && (
              <>
                {' '}
                since <Ago instant={endedAt} />
              </>
            )}
            .{' '}
            {locked
              ? 'It cannot be widened until somebody unlocks it; started again, it meets the same people first.'
              : 'It was unlocked since.'}
            {recent && end?.revision != null && (
              <span className={styles.arrival}>
                <DeliveryLine project={project} environment={environment} revision={end.revision} />
              </span>
            )}
          </p>
        )}
        {state === 'holding' && (
          <p className={styles.then}>
            Nobody new gets it while it holds. It goes on by itself once the reason is gone, or when
            somebody has looked and resumes it.
          </p>
        )}
      </div>
    </section>
  )
}

/** What a person said ends like what the engine says. */
function sentence(why: string): string {
  return why.endsWith('.') ? why : `${why}.`
}
