import type { Proposal } from '@bunting/flag-server/history/history-schemas.ts'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import { thingDifferences } from '../audit/audit-words.ts'
import { DifferenceList } from '../drafts/difference-list.tsx'
import styles from './proposal.module.css'

interface ProposalItemsProps {
  readonly proposal: Proposal
  /** It is about one thing, which its heading names. */
  readonly aboutOne: boolean
}

/** What would change, in words, and what would stay as it is. */
export function ProposalItems({ proposal: { items, refused }, aboutOne }: ProposalItemsProps) {
  return (
    <div className={styles.proposal}>
      {items.length === 0 && <p className={styles.nothing}>Nothing: it is like that already.</p>}
      {items.map((item) => (
        <section key={`${item.target.type} ${item.target.key}`} aria-label={item.target.key}>
          {!aboutOne && (
            <h3>
              <code>{item.target.key}</code>
              {item.target.type !== 'flag' && ` (${item.target.type})`}
            </h3>
          )}
          <DifferenceList differences={thingDifferences(item.before, item.after)} />
        </section>
      ))}
      {refused.length > 0 && (
        <section aria-label="Stays as it is">
          <h3>Stays as it is</h3>
          <ul className={styles.refused}>
            {refused.map(({ target, message, blocking }) => (
              <li key={`${target.type} ${target.key}`} data-blocking={blocking || undefined}>
                {blocking ? (
                  <IconLock size={14} aria-hidden="true" />
                ) : (
                  <IconAlertTriangle size={14} aria-hidden="true" />
                )}
                <span>{sentence(target, message)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** Most say which one they are about. */
function sentence({ type, key }: { type: string; key: string }, message: string): string {
  return message.includes(`"${key}"`) ? message : `${type} "${key}": ${message}`
}
