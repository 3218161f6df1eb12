import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import { Button } from '@mantine/core'
import {
  IconLockOpen,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { AbortDialog } from './abort-dialog.tsx'
import { AdvanceDialog } from './advance-dialog.tsx'
import { waitsForApproval } from './decision-words.ts'
import styles from './release-actions.module.css'
import { isLive } from './release-state.ts'
import { nextWords } from './release-words.ts'
import { useReleaseCommand } from './use-release-command.ts'
import { useUnlock } from './use-unlock.ts'

interface ReleaseActionsProps {
  readonly release: ReleaseDetail
}

/** What a person can tell it, besides going back. */
export function ReleaseActions({ release }: ReleaseActionsProps) {
  const { project, environment, id, flag, state } = release
  const command = useReleaseCommand(release)
  const unlock = useUnlock(release)
  const [asking, setAsking] = useState<'advance' | 'abort' | null>(null)
  const approve = waitsForApproval(release)
  const live = isLive(release)
  const busy = command.isPending ? command.variables.command : null
  return (
    <>
      {state === 'draft' && (
        <Button
          variant="filled"
          leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
          loading={busy === 'start'}
          onClick={() => command.mutate({ command: 'start' })}
        >
          Start in {environment}
        </Button>
      )}
      {state === 'running' && (
        <Button
          variant={approve ? 'filled' : 'default'}
          leftSection={<IconPlayerTrackNext size={14} aria-hidden="true" />}
          onClick={() => setAsking('advance')}
        >
          {approve ? `Approve ${nextWords(release)}` : 'Advance now'}
        </Button>
      )}
      {state === 'running' && (
        <Button
          leftSection={<IconPlayerPause size={14} aria-hidden="true" />}
          loading={busy === 'pause'}
          onClick={() => command.mutate({ command: 'pause' })}
        >
          Pause
        </Button>
      )}
      {(state === 'holding' || state === 'paused') && (
        <Button
          leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
          loading={busy === 'resume'}
          title={
            state === 'holding'
              ? 'Somebody has looked: what was found up to now is not held against it any more'
              : undefined
          }
          onClick={() => command.mutate({ command: 'resume' })}
        >
          Resume
        </Button>
      )}
      {release.locked && (
        <Button
          leftSection={<IconLockOpen size={14} aria-hidden="true" />}
          loading={unlock.isPending}
          onClick={() => unlock.mutate()}
        >
          Unlock
        </Button>
      )}
      {(live || state === 'draft') && (
        <>
          <Button
            component={Link}
            to={pagePaths.changeRelease(project, environment, id)}
            leftSection={<IconPencil size={14} aria-hidden="true" />}
          >
            Edit
          </Button>
          <Button variant="subtle" onClick={() => setAsking('abort')}>
            {live ? 'Abort' : 'Discard'}
          </Button>
        </>
      )}
      {!live && state !== 'draft' && !release.locked && (
        <Button component={Link} to={pagePaths.planRelease(project, environment, flag)}>
          Plan another
        </Button>
      )}
      <AdvanceDialog
        release={release}
        opened={asking === 'advance'}
        onClose={() => setAsking(null)}
      />
      <AbortDialog release={release} opened={asking === 'abort'} onClose={() => setAsking(null)} />
      {(command.error || unlock.error) && (
        <div className={styles.failure}>
          <FailureNotice failure={command.error ?? unlock.error} />
        </div>
      )}
    </>
  )
}
