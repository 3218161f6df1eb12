import { Button } from '@mantine/core'
import { IconChevronDown, IconZoomQuestion } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { counted } from '../shared/number-words.ts'
import { UnknownFlagRow } from './unknown-flag-row.tsx'
import styles from './unknown-flags.module.css'
import { useForgetUnknownFlag, useUnknownFlags } from './use-unknown-flags.ts'

interface UnknownFlagsNoticeProps {
  readonly onCreate: (key: string) => void
}

/** Above the list of flags: what code asks for in vain. Nothing when there is nothing. */
export function UnknownFlagsNotice({ onCreate }: UnknownFlagsNoticeProps) {
  const { project, environment } = usePlace()
  const { data } = useUnknownFlags(project.key, environment.key)
  const forget = useForgetUnknownFlag(project.key, environment.key)
  const [open, setOpen] = useState(false)
  const list = useId()
  const unknown = data?.unknownFlags ?? []
  if (unknown.length === 0) return null
  return (
    <section className={styles.notice} aria-label="Unknown flags">
      <div className={styles.head}>
        <IconZoomQuestion size={16} aria-hidden="true" />
        <p>
          In {environment.name}, code asks for {counted(unknown.length, 'flag')} that{' '}
          {unknown.length === 1 ? 'does' : 'do'} not exist, and gets its fallback.
        </p>
        <Button
          size="xs"
          aria-expanded={open}
          aria-controls={list}
          onClick={() => setOpen(!open)}
          rightSection={
            <IconChevronDown
              size={14}
              aria-hidden="true"
              className={styles.chevron}
              data-open={open || undefined}
            />
          }
        >
          {open ? 'Hide' : 'Show'}
        </Button>
      </div>
      <div id={list} hidden={!open}>
        <FailureNotice failure={forget.error} />
        <ul className={styles.list}>
          {unknown.map((one) => (
            <UnknownFlagRow
              key={one.key}
              unknown={one}
              onCreate={onCreate}
              onForget={forget.mutate}
            />
          ))}
        </ul>
      </div>
    </section>
  )
}
