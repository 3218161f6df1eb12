import type { Proposal } from '@bunting/flag-server/history/history-schemas.ts'
import { IconAlertTriangle, IconLock } from '@tabler/icons-react'
import { thingDifferences } from '../audit/audit-words.ts'
import { DifferenceList } from '../drafts/difference-list.tsx'
import { VirtualBox } from '../shared/virtual-box.tsx'
import styles from './proposal.module.css'

interface ProposalItemsProps {
  readonly proposal: Proposal
  /** It is about one thing, which its heading names. */
  readonly aboutOne: boolean
}

type Refused = Proposal['refused'][number]

type Row =
  | { readonly kind: 'item'; readonly item: Proposal['items'][number] }
  | { readonly kind: 'refused'; readonly refused: Refused; readonly first: boolean }

/** What would change, in words, and what would stay as it is. */
export function ProposalItems({ proposal: { items, refused }, aboutOne }: ProposalItemsProps) {
  const rows: Row[] = [
    ...items.map((item): Row => ({ kind: 'item', item })),
    ...refused.map((one, at): Row => ({ kind: 'refused', refused: one, first: at === 0 })),
  ]
  return (
    <>
      {items.length === 0 && <p className={styles.nothing}>Nothing: it is like that already.</p>}
      {rows.length > 0 && (
        <VirtualBox
          items={rows}
          keyOf={keyOf}
          rowHeight={64}
          label="What would change, and what stays"
          className={styles.proposal}
        >
          {(row) =>
            row.kind === 'item' ? (
              <ChangedThing item={row.item} named={!aboutOne} />
            ) : (
              <RefusedThing refused={row.refused} first={row.first} />
            )
          }
        </VirtualBox>
      )}
    </>
  )
}

function keyOf(row: Row): string {
  const { target } = row.kind === 'item' ? row.item : row.refused
  return `${row.kind} ${target.type} ${target.key}`
}

interface ChangedThingProps {
  readonly item: Proposal['items'][number]
  readonly named: boolean
}

function ChangedThing({ item: { target, before, after }, named }: ChangedThingProps) {
  return (
    <section aria-label={target.key}>
      {named && (
        <h3>
          <code>{target.key}</code>
          {target.type !== 'flag' && ` (${target.type})`}
        </h3>
      )}
      <DifferenceList differences={thingDifferences(before, after)} />
    </section>
  )
}

interface RefusedThingProps {
  readonly refused: Refused
  readonly first: boolean
}

function RefusedThing({ refused: { target, message, blocking }, first }: RefusedThingProps) {
  const Icon = blocking ? IconLock : IconAlertTriangle
  return (
    <>
      {first && <h3>Stays as it is</h3>}
      <div className={styles.refused} data-blocking={blocking || undefined}>
        <Icon size={14} aria-hidden="true" />
        <span>{sentence(target, message)}</span>
      </div>
    </>
  )
}

/** Most say which one they are about. */
function sentence({ type, key }: { type: string; key: string }, message: string): string {
  return message.includes(`"${key}"`) ? message : `${type} "${key}": ${message}`
}
