import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { useAsksMore } from '../change-requests/use-asks-more.ts'
import { usePlace } from '../projects/place.tsx'
import { RELEASE } from '../projects/use-may.ts'
import { Ago } from '../shared/ago.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Permitted } from '../shared/permitted.tsx'
import styles from './release-banner.module.css'
import { UnlockDialog } from './unlock-dialog.tsx'
import { useRelease } from './use-releases.ts'
import { useUnlock } from './use-unlock.ts'

interface LockBannerProps {
  readonly flag: string
  readonly lock: NonNullable<FlagConfigurationView['locks']>[number]
}

/** Why a place cannot be widened, and what gives it back to people. */
export function LockBanner({ flag, lock }: LockBannerProps) {
  const { project, environment } = usePlace()
  const { data } = useRelease(project.key, environment.key, lock.release)
  const place = { project: project.key, environment: environment.key, flag, rule: lock.rule }
  const unlock = useUnlock(place)
  const more = useAsksMore(environment.key, 'release.run')
  const [asking, setAsking] = useState(false)
  return (
    <section className={styles.banner} data-locked aria-label="Locked after a rollback">
      <IconLock size={18} aria-hidden="true" />
      <div className={styles.words}>
        <p>
          <strong>
            Rolled back
            {data?.endedAt && (
              <>
                {' '}
                <Ago instant={data.endedAt} />
              </>
            )}
            ; locked until somebody unlocks it
          </strong>
        </p>
        {data && <p className={styles.why}>{data.why}</p>}
        <FailureNotice failure={unlock.error} />
      </div>
      <div className={styles.buttons}>
        <Link
          className={styles.open}
          to={pagePaths.release(project.key, environment.key, lock.release)}
        >
          See the evidence
        </Link>
        <Permitted needs={RELEASE}>
          <Button
            leftSection={<IconLockOpen size={14} aria-hidden="true" />}
            loading={unlock.isPending}
            onClick={() => (more ? setAsking(true) : unlock.mutate(''))}
          >
            Unlock
          </Button>
        </Permitted>
      </div>
      <UnlockDialog place={place} opened={asking} onClose={() => setAsking(false)} />
    </section>
  )
}
