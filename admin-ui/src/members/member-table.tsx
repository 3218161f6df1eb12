import type { MemberView } from '@bunting/flag-server/access/access-schemas.ts'
import { usePlace } from '../projects/place.tsx'
import { useMay } from '../projects/use-may.ts'
import { classNames } from '../shared/class-names.ts'
import { FailureNotice } from '../shared/failure-notice.tsx'
import styles from '../shared/table.module.css'
import { VirtualTableRows } from '../shared/virtual-table-rows.tsx'
import columns from './member-columns.module.css'
import { MemberColumns } from './member-columns.tsx'
import { MemberRow } from './member-row.tsx'
import { useSetRole } from './use-members.ts'

interface MemberTableProps {
  readonly members: readonly MemberView[]
  readonly onEnd: (() => void) | undefined
}

export function MemberTable({ members, onEnd }: MemberTableProps) {
  const { project } = usePlace()
  const mayManage = useMay('member.manage')
  const setRole = useSetRole(project.key)
  return (
    <>
      <FailureNotice failure={setRole.error} />
      {/* A scrolling region must be within reach of the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className={styles.scroll} aria-label="Members and their roles" tabIndex={0}>
        <table
          className={classNames(styles.table, columns.table)}
          aria-rowcount={onEnd ? -1 : members.length + 1}
        >
          <MemberColumns last={mayManage ? 'Remove' : null} />
          <VirtualTableRows items={members} rowHeight={57} onEnd={onEnd}>
            {(member, row) => (
              <MemberRow
                // Never another person under a question that is open.
                key={member.id}
                member={member}
                row={row}
                pending={setRole.isPending && setRole.variables.email === member.email}
                onSet={(change, done) => setRole.mutate(change, { onSettled: done })}
              />
            )}
          </VirtualTableRows>
        </table>
      </section>
    </>
  )
}
