import type { InvitationMade } from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { useState } from 'react'
import { LinkToHandOn } from '../accounts/people/link-to-hand-on.tsx'
import { usePlace } from '../projects/place.tsx'
import { Dialog } from '../shared/dialog.tsx'
import { AddMemberForm } from './add-member-form.tsx'

interface AddMemberDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function AddMemberDialog({ opened, onClose }: AddMemberDialogProps) {
  const { project } = usePlace()
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={`Add a member to ${project.name}`}
      size={480}
      // The link of an invitation is shown this once: a stray click must not lose it.
      closeOnClickOutside={false}
    >
      <AddMember onClose={onClose} />
    </Dialog>
  )
}

function AddMember({ onClose }: { readonly onClose: () => void }) {
  const [invited, setInvited] = useState<InvitationMade | null>(null)
  return invited ? (
    <LinkToHandOn link={invited.link} onClose={onClose}>
      {invited.mailed ? (
        <>
          The link went to <strong>{invited.email}</strong>. Here it is as well.
        </>
      ) : (
        <>
          <strong>Copy the link now</strong> and send it to {invited.email}. It works once, for
          seven days, and cannot be shown again.
        </>
      )}
    </LinkToHandOn>
  ) : (
    <AddMemberForm onAdded={onClose} onInvited={setInvited} onCancel={onClose} />
  )
}
