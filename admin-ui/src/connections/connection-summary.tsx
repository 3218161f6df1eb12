import type { Connections } from '@bunting/flag-server/connections/connection-schemas.ts'
import { count } from '../shared/number-words.ts'
import styles from './connection-summary.module.css'
import { heldWords } from './connection-words.ts'

interface ConnectionSummaryProps {
  readonly connections: Connections
  readonly onSearch: (text: string) => void
}

/** How many there are of each version and revision, whatever is listed. */
export function ConnectionSummary({ connections, onSearch }: ConnectionSummaryProps) {
  const { revision, revisions, sdks, applications } = connections
  return (
    <div className={styles.summary}>
      <Group
        title="Revision"
        counts={revisions.map(({ name, count: many }) => ({
          words: heldWords(name, revision),
          many,
          behind: name === null || name < revision,
        }))}
      />
      <Group
        title="SDK"
        counts={sdks.map(({ name, count: many }) => ({ words: name, many, search: name }))}
        onSearch={onSearch}
      />
      <Group
        title="Application"
        counts={applications.map(({ name, count: many }) =>
          name === null ? { words: 'not said', many } : { words: name, many, search: name },
        )}
        onSearch={onSearch}
      />
    </div>
  )
}

interface GroupProps {
  readonly title: string
  readonly counts: readonly Counted[]
  readonly onSearch?: (text: string) => void
}

interface Counted {
  readonly words: string
  readonly many: number
  readonly behind?: boolean
  /** What finds them. */
  readonly search?: string
}

const SHOWN = 4

function Group({ title, counts, onSearch }: GroupProps) {
  const more = counts.slice(SHOWN).reduce((sum, { many }) => sum + many, 0)
  return (
    <section aria-label={`By ${title.toLowerCase()}`}>
      <h2>{title}</h2>
      <ul>
        {counts.slice(0, SHOWN).map(({ words, many, behind = false, search }) => (
          <li key={words} data-behind={behind || undefined}>
            {search === undefined || !onSearch ? (
              <span>{words}</span>
            ) : (
              <button type="button" onClick={() => onSearch(search)}>
                {words}
              </button>
            )}
            <span>{count(many)}</span>
          </li>
        ))}
        {more > 0 && (
          <li>
            <span>others</span>
            <span>{count(more)}</span>
          </li>
        )}
      </ul>
    </section>
  )
}
