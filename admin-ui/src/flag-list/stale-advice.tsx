import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button, Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { useUpdateFlag } from '../flags/use-update-flag.ts'
import { usePlace } from '../projects/place.tsx'
import { Ago } from '../shared/ago.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { useFocusGivenBack } from '../shared/use-focus-given-back.ts'
import { needsComment } from './bulk-comment.ts'
import { useBulk } from './bulk-provider.tsx'
import styles from './stale-badge.module.css'
import { EXTENSION_DAYS, laterDate, nextStepOf, REASON_WORDS } from './stale-words.ts'

interface StaleAdviceProps {
  readonly flag: FlagView
  /** What was clicked. */
  readonly badge: ReactNode
  readonly onClose: () => void
}

/** Each reason with what the server advises, and the next step as one button. */
export function StaleAdvice({ flag, badge, onClose }: StaleAdviceProps) {
  useFocusGivenBack(true)
  return (
    <Popover
      opened
      onDismiss={onClose}
      position="bottom-start"
      width={340}
      trapFocus
      withRoles={false}
    >
      <Popover.Target>{badge}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={`Why ${flag.key} is stale`} p={16}>
        <div className={styles.advice}>
          {flag.stale?.map(({ reason, since, advice }) => (
            <div key={reason} className={styles.reason}>
              <strong>{REASON_WORDS[reason]}</strong> since <Ago instant={since} />
              <p>{advice}</p>
            </div>
          ))}
          <NextStepButton flag={flag} onDone={onClose} />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

interface NextStepProps {
  readonly flag: FlagView
  readonly onDone: () => void
}

function NextStepButton({ flag, onDone }: NextStepProps) {
  const { project, environment } = usePlace()
  const { run, ask } = useBulk()
  const update = useUpdateFlag(flag)
  const step = nextStepOf(flag.stale ?? [])
  if (step === null) return null
  const path = pagePaths.flag(project.key, environment.key, flag.key)
  if (step === 'see-evaluations') {
    return (
      <div className={styles.step}>
        <Button component={Link} to={`${path}/evaluations`}>
          See who still asks for it
        </Button>
      </div>
    )
  }
  if (step === 'archive') {
    const archive = () => {
      // What a policy asks first is asked, as from the bar.
      if (needsComment({ type: 'archive' }, project.environments, true)) ask('archive', [flag])
      else run([flag.key], { type: 'archive' })
      onDone()
    }
    return (
      <div className={styles.step}>
        <Permitted needs="flag.delete">
          <Button onClick={archive}>Archive it</Button>
        </Permitted>
      </div>
    )
  }
  return (
    <>
      <FailureNotice failure={update.error} />
      <div className={styles.step}>
        <Permitted needs="flag.edit">
          <Button
            loading={update.isPending}
            onClick={() =>
              update.mutate({ expectedEndDate: laterDate(Date.now()) }, { onSuccess: onDone })
            }
          >
            Give it {EXTENSION_DAYS} more days
          </Button>
        </Permitted>
      </div>
    </>
  )
}
