import { Button } from '@mantine/core'
import { IconChevronDown, IconZoomQuestion } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { count, counted } from '../shared/number-words.ts'
import { UnknownFlagRow } from './unknown-flag-row.tsx'
import styles from './unknown-flags.module.css'
import { useForgetUnknownFlag, useUnknownFlags } from './use-unknown-flags.ts'

interface UnknownFlagsNoticeProps {
  readonly onCreate: (key: string) => void
}

/**
 * What code asks for in vain, at the end of a line that stands there anyway: it comes late, and nothing
 * moves. Nothing when there is nothing.
 */
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
      <Button
        className={styles.button}
        size="xs"
        variant="subtle"
        aria-expanded={open}
        aria-controls={list}
        onClick={() => setOpen(!open)}
        leftSection={<IconZoomQuestion size={16} aria-hidden="true" />}
        rightSection={
          <IconChevronDown
            size={14}
            aria-hidden="true"
            className={styles.chevron}
            data-open={open || undefined}
          />
        }
      >
        <span className={styles.wide}>
          Code asks for {counted(unknown.length, 'flag')} that{' '}
          {unknown.length === 1 ? 'does' : 'do'} not exist
        </span>
        <span className={styles.narrow}>{count(unknown.length)} unknown</span>
      </Button>
      <div id={list} className={styles.panel} hidden={!open}>
        <p>In {environment.name}, code gets its own fallback for these.</p>
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
