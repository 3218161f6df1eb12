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
import { useAsksMore } from '../change-requests/use-asks-more.ts'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { RELEASE } from '../projects/use-may.ts'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { AbortDialog } from './abort-dialog.tsx'
import { AdvanceDialog } from './advance-dialog.tsx'
import { waitsForApproval } from './decision-words.ts'
import styles from './release-actions.module.css'
import { isLive } from './release-state.ts'
import { nextWords } from './release-words.ts'
import { StartDialog } from './start-dialog.tsx'
import { UnlockDialog } from './unlock-dialog.tsx'
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
  const [asking, setAsking] = useState<'start' | 'unlock' | 'advance' | 'abort' | null>(null)
  const approve = waitsForApproval(release)
  const live = isLive(release)
  const nameOf = useEnvironmentName()
  const more = useAsksMore(environment, 'release.run')
  const busy = command.isPending ? command.variables.command : null
  return (
    <>
      {state === 'draft' && (
        <Permitted needs={RELEASE} environment={environment}>
          <Button
            variant="filled"
            leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
            loading={busy === 'start'}
            onClick={() => (more ? setAsking('start') : command.mutate({ command: 'start' }))}
          >
            Start in {nameOf(environment)}
          </Button>
        </Permitted>
      )}
      {state === 'running' && (
        <Permitted needs={RELEASE} environment={environment}>
          <Button
            variant={approve ? 'filled' : 'default'}
            leftSection={<IconPlayerTrackNext size={14} aria-hidden="true" />}
            onClick={() => setAsking('advance')}
          >
            {approve ? `Approve ${nextWords(release)}` : 'Advance now'}
          </Button>
        </Permitted>
      )}
      {state === 'running' && (
        <Permitted needs="flag.kill" environment={environment}>
          <Button
            leftSection={<IconPlayerPause size={14} aria-hidden="true" />}
            loading={busy === 'pause'}
            onClick={() => command.mutate({ command: 'pause' })}
          >
            Pause
          </Button>
        </Permitted>
      )}
      {(state === 'holding' || state === 'paused') && (
        <Permitted needs="release.run" environment={environment}>
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
        </Permitted>
      )}
      {release.locked && (
        <Permitted needs={RELEASE} environment={environment}>
          <Button
            leftSection={<IconLockOpen size={14} aria-hidden="true" />}
            loading={unlock.isPending}
            onClick={() => (more ? setAsking('unlock') : unlock.mutate(''))}
          >
            Unlock
          </Button>
        </Permitted>
      )}
      {(live || state === 'draft') && (
        <>
          <Permitted needs={RELEASE} environment={environment}>
            <Button
              component={Link}
              to={pagePaths.changeRelease(project, environment, id)}
              leftSection={<IconPencil size={14} aria-hidden="true" />}
            >
              Edit
            </Button>
          </Permitted>
          <Permitted needs="flag.kill" environment={environment}>
            <Button variant="subtle" onClick={() => setAsking('abort')}>
              {live ? 'Abort' : 'Discard'}
            </Button>
          </Permitted>
        </>
      )}
      {!live && state !== 'draft' && !release.locked && (
        <Permitted needs={RELEASE} environment={environment}>
          <Button component={Link} to={pagePaths.planRelease(project, environment, flag)}>
            Plan another
          </Button>
        </Permitted>
      )}
      <StartDialog release={release} opened={asking === 'start'} onClose={() => setAsking(null)} />
      <UnlockDialog place={release} opened={asking === 'unlock'} onClose={() => setAsking(null)} />
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
