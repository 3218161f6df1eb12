import type { FlagConfigurationView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { Button } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useLastChange } from '../audit/use-audit.ts'
import { DifferenceList } from './difference-list.tsx'
import { differences } from './difference-words.ts'
import type { Draft, EditedField } from './draft.ts'
import styles from './meanwhile-notice.module.css'
import type { ConfigurationPlace } from './use-save-configuration.ts'

interface MeanwhileNoticeProps {
  readonly place: ConfigurationPlace
  readonly draft: Draft
  readonly current: FlagConfigurationView
  readonly disputed: readonly EditedField[]
  readonly onKeepMine: () => void
  readonly onUseTheirs: () => void
}

/** What somebody else changed while one was typing; nothing typed is lost over it. */
export function MeanwhileNotice(props: MeanwhileNoticeProps) {
  const { place, draft, current, disputed, onKeepMine, onUseTheirs } = props
  const changes = differences({ ...draft.base, on: current.on }, current)
  const last = useLastChange(place, changes.length > 0)
  if (changes.length === 0) return null
  const who = last?.actor.name ?? 'Somebody'
  return (
    <section className={styles.notice} aria-label="Changed meanwhile" role="alert">
      <IconGitMerge size={16} aria-hidden="true" />
      <div>
        <p>
          <strong>{who} changed this while you were editing.</strong>{' '}
          {disputed.length === 0
            ? 'What you typed is kept and goes on top.'
            : 'You both changed the same part. What you typed is kept until you choose.'}
        </p>
        <DifferenceList differences={changes} />
        {last?.comment && <p className={styles.comment}>“{last.comment}”</p>}
      </div>
      {disputed.length > 0 && (
        <div className={styles.buttons}>
          <Button onClick={onUseTheirs}>Use theirs</Button>
          <Button onClick={onKeepMine}>Keep mine</Button>
        </div>
      )}
    </section>
  )
}
