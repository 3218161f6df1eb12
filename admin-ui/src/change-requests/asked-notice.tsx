import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import { IconCircleCheck, IconClock } from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { usePlace } from '../projects/place.tsx'
import styles from './asked-notice.module.css'
import { Timed } from './timed.tsx'

interface AskedNoticeProps {
  readonly view: ChangeRequestView
}

/** What became of a change that was not made at once, and where it can be followed. */
export function AskedNotice({ view }: AskedNoticeProps) {
  const { project, environment } = usePlace()
  const { number, state, applyAt } = view
  const scheduled = state === 'scheduled' && applyAt !== null
  const Icon = scheduled ? IconClock : IconCircleCheck
  return (
    <p className={styles.asked} role="status">
      <Icon size={16} aria-hidden="true" />
      <span>
        {scheduled ? 'Scheduled' : 'Asked for approval'} as{' '}
        <Link to={pagePaths.request(project.key, environment.key, number)}>request #{number}</Link>
        {scheduled && <Timed words=": it applies by itself" at={applyAt} />}. Nothing is changed
        until then.
      </span>
    </p>
  )
}
