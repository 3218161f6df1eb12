import { Select } from '@mantine/core'
import type { AuditFilter } from '../audit/audit-filter.ts'
import { actionWords } from '../audit/audit-words.ts'
import { useAudit } from '../audit/use-audit.ts'
import { usePlace } from '../projects/place.tsx'
import { InstantInput } from '../shared/instant-input.tsx'
import { exactly, shortly } from '../shared/time-words.ts'
import { type Moment, NOW } from './moment.ts'
import styles from './moment-select.module.css'

interface MomentSelectProps {
  readonly moment: Moment
  /** Only the history of this flag is offered. */
  readonly flag?: string
  readonly onChange: (moment: Moment) => void
}

const AT = 'at'

/** Now, any moment that was, or one picked from the history. */
export function MomentSelect({ moment, flag, onChange }: MomentSelectProps) {
  const changes = useChanges(flag)
  const change = new Map(changes.map((one) => [one.value, one]))
  const value = moment.kind === 'revision' ? String(moment.revision) : moment.kind
  const known = moment.kind !== 'revision' || change.has(value)
  const choose = (choice: string | null) => {
    if (choice === 'now') onChange(NOW)
    else if (choice === AT) onChange({ kind: 'at', at: wholeMinute() })
    else if (choice !== null) onChange({ kind: 'revision', revision: Number(choice) })
  }
  return (
    <span className={styles.moment}>
      <Select
        className={styles.choice}
        aria-label="As of"
        value={value}
        onChange={choose}
        comboboxProps={{ width: 320, position: 'bottom-end' }}
        renderOption={({ option }) => (
          <span className={styles.option} title={change.get(option.value)?.exactly}>
            {option.label}
            {change.has(option.value) && <small>{change.get(option.value)?.did}</small>}
          </span>
        )}
        data={[
          {
            group: 'As of',
            items: [
              { value: 'now', label: 'Now' },
              { value: AT, label: 'A moment…' },
              ...(known ? [] : [{ value, label: `r${value}` }]),
            ],
          },
          {
            group: 'After a change',
            items: changes.map(({ value: revision, label }) => ({ value: revision, label })),
          },
        ]}
      />
      {moment.kind === 'at' && (
        <InstantInput
          label="Moment"
          value={moment.at}
          onChange={(at) => onChange(at === null ? NOW : { kind: 'at', at })}
        />
      )}
    </span>
  )
}

/** What has a revision, the newest first. */
function useChanges(flag: string | undefined) {
  const { project, environment } = usePlace()
  const filter: AuditFilter = { environment: environment.key, ...(flag && { flag }) }
  const { data } = useAudit(project.key, filter)
  const entries = data?.pages.flatMap((page) => page.entries) ?? []
  return entries.flatMap((entry) => {
    const { revision, at, actor, target } = entry
    const label = `r${revision} · ${shortly(at)}`
    const words = `${actor.name} ${actionWords(entry)} ${target.key}`
    return revision === null
      ? []
      : [{ value: String(revision), label, exactly: exactly(at), did: words }]
  })
}

function wholeMinute(): string {
  const now = Date.now()
  return new Date(now - (now % 60_000)).toISOString()
}
