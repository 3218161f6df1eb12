import type {
  ChangeRequestEvent,
  ChangeRequestView,
} from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import {
  type Icon,
  IconAlertTriangle,
  IconArrowBackUp,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconClockOff,
  IconGitMerge,
  IconGitPullRequest,
  IconMessage,
  IconRefresh,
  IconUserCheck,
} from '@tabler/icons-react'
import { Panel } from '../releases/panel.tsx'
import { Ago } from '../shared/ago.tsx'
import { VirtualList } from '../shared/virtual-list.tsx'
import { EVENT_WORDS } from './change-request-words.ts'
import styles from './request-discussion.module.css'

const ICONS: Readonly<Record<ChangeRequestEvent['type'], Icon>> = {
  opened: IconGitPullRequest,
  commented: IconMessage,
  approved: IconUserCheck,
  rejected: IconCircleX,
  scheduled: IconClock,
  unscheduled: IconClockOff,
  updated: IconRefresh,
  stale: IconGitMerge,
  applied: IconCircleCheck,
  failed: IconAlertTriangle,
  withdrawn: IconArrowBackUp,
}

interface RequestDiscussionProps {
  readonly view: ChangeRequestView
}

/** What was said and done about it, the oldest first. */
export function RequestDiscussion({ view: { events, edition } }: RequestDiscussionProps) {
  const numbered = events.map((event, at) => ({ event, at }))
  return (
    <Panel title="What was said">
      <VirtualList
        items={numbered}
        keyOf={({ at }) => String(at)}
        rowHeight={36}
        label="What was said and done"
        className={styles.events}
      >
        {({ event }) => <EventRow event={event} old={event.edition < edition} />}
      </VirtualList>
    </Panel>
  )
}

interface EventRowProps {
  readonly event: ChangeRequestEvent
  /** Of what it was before it was brought up to date. */
  readonly old: boolean
}

function EventRow({ event: { type, actor, at, text }, old }: EventRowProps) {
  const Icon = ICONS[type]
  return (
    <div className={styles.event} data-type={type}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <p>
          <strong>{actor.name}</strong> {EVENT_WORDS[type]}
          {type === 'approved' && old && ', as it was before'}{' '}
          <span className={styles.when}>
            <Ago instant={at} />
          </span>
        </p>
        {/* Why it was asked for stands at the top of the page. */}
        {text && type !== 'opened' && <p className={styles.text}>{text}</p>}
      </div>
    </div>
  )
}
