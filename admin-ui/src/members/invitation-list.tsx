import type { InvitationView } from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { useInvitations, useRevokeInvitation } from '../accounts/people/use-invitations.ts'
import { usePlace } from '../projects/place.tsx'
import { useRoles } from '../roles/use-roles.ts'
import { SectionHead } from '../settings/section-head.tsx'
import { Ago } from '../shared/ago.tsx'
import { classNames } from '../shared/class-names.ts'
import { ConfirmPopover } from '../shared/confirm-popover.tsx'
import section from '../shared/table.module.css'
import { type VirtualTableRow, VirtualTableRows } from '../shared/virtual-table-rows.tsx'
import styles from './invitation-list.module.css'
import columns from './member-columns.module.css'
import { MemberColumns } from './member-columns.tsx'

/** Who was asked into the project and has not come yet. */
export function InvitationList() {
  const { project } = usePlace()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInvitations({
    state: 'open',
    project: project.key,
  })
  if (!data || data.length === 0) return null
  const onEnd = hasNextPage && !isFetchingNextPage && !error ? fetchNextPage : undefined
  return (
    <section className={styles.invited} aria-labelledby="invited">
      <SectionHead id="invited" title="Invited" />
      {/* A scrolling region must be within reach of the keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className={section.scroll} aria-label="The invited and their roles" tabIndex={0}>
        <table
          className={classNames(section.table, columns.table)}
          aria-rowcount={onEnd ? -1 : data.length + 1}
        >
          <MemberColumns last="Take back" />
          <VirtualTableRows items={data} rowHeight={49} onEnd={onEnd}>
            {(one, row) => <Invited key={one.id} invitation={one} row={row} />}
          </VirtualTableRows>
        </table>
      </section>
    </section>
  )
}

interface InvitedProps {
  readonly invitation: InvitationView
  readonly row: VirtualTableRow
}

function Invited({ invitation, row }: InvitedProps) {
  const { project } = usePlace()
  const { data: roles = [] } = useRoles()
  const revoke = useRevokeInvitation()
  const { id, email, memberships, invitedBy, createdAt } = invitation
  const here = memberships.filter((one) => one.project === project.key)
  const places = [null, ...project.environments.map(({ key }) => key)]
  return (
    <tr {...row}>
      <th scope="row">
        <span className={section.name}>{email}</span>
        <span className={section.aside}>
          <Ago instant={createdAt} /> by {invitedBy}
        </span>
      </th>
      {places.map((place) => {
        const role = here.find(({ environment }) => environment === place)?.role
        return <td key={place}>{roles.find(({ key }) => key === role)?.name ?? role ?? '–'}</td>
      })}
      <td className={section.end}>
        <ConfirmPopover
          label={`Take back the invitation of ${email}`}
          question={
            <>
              Take the invitation of <strong>{email}</strong> back? Its link is good no more.
            </>
          }
          verb="Take back"
          button={{ size: 'xs', variant: 'subtle' }}
          failure={revoke.error}
          pending={revoke.isPending}
          onConfirm={(close) => revoke.mutate(id, { onSuccess: close })}
        >
          Take back
        </ConfirmPopover>
      </td>
    </tr>
  )
}
