import type { InvitationView } from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { useInvitations, useRevokeInvitation } from '../accounts/people/use-invitations.ts'
import { usePlace } from '../projects/place.tsx'
import { roleWords } from '../roles/role-words.ts'
import { useRoles } from '../roles/use-roles.ts'
import { Ago } from '../shared/ago.tsx'
import { ConfirmPopover } from '../shared/confirm-popover.tsx'
import styles from './invitation-list.module.css'

/** Who was asked into the project and has not come yet. */
export function InvitationList() {
  const { project } = usePlace()
  const { data = [] } = useInvitations()
  const invitations = data.filter(
    ({ state, memberships }) =>
      state === 'open' && memberships.some((one) => one.project === project.key),
  )
  if (invitations.length === 0) return null
  return (
    <section className={styles.invited} aria-labelledby="invited">
      <h3 id="invited">Invited</h3>
      <ul>
        {invitations.map((one) => (
          <Invited key={one.id} invitation={one} />
        ))}
      </ul>
    </section>
  )
}

function Invited({ invitation }: { readonly invitation: InvitationView }) {
  const { project } = usePlace()
  const { data: roles = [] } = useRoles()
  const revoke = useRevokeInvitation()
  const { id, email, memberships, invitedBy, createdAt } = invitation
  const words = memberships
    .filter((one) => one.project === project.key)
    .map(({ role, environment }) => roleWords(roles, role, environment))
  return (
    <li>
      <span className={styles.email}>{email}</span>
      <span>{words.join(', ')}</span>
      <span className={styles.when}>
        <Ago instant={createdAt} /> by {invitedBy}
      </span>
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
    </li>
  )
}
