import type { InvitationMade } from '@bunting/flag-server/accounts/invitations/invitation-schemas.ts'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useInvite } from '../accounts/people/use-invitations.ts'
import { usePlace } from '../projects/place.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { RequestFailed } from '../shared/request-failed.ts'
import { type GrantDraft, GrantFields } from './grant-fields.tsx'
import { useAddMember } from './use-members.ts'

interface AddMemberFormProps {
  readonly onAdded: () => void
  readonly onInvited: (invitation: InvitationMade) => void
  readonly onCancel: () => void
}

/** Who has an account is added; who has none is invited, once that is known. */
export function AddMemberForm({ onAdded, onInvited, onCancel }: AddMemberFormProps) {
  const { project } = usePlace()
  const [grant, setGrant] = useState<GrantDraft>({ environment: null, role: 'viewer' })
  const [email, setEmail] = useState('')
  const add = useAddMember(project.key)
  const invite = useInvite()
  const unknown = isUnknown(add.error) && add.variables?.email === email

  const submit = () => {
    if (unknown) {
      const memberships = [{ project: project.key, ...grant }]
      invite.mutate({ email, memberships }, { onSuccess: onInvited })
    } else add.mutate({ email, ...grant }, { onSuccess: onAdded })
  }

  return (
    <DialogForm
      verb={unknown ? 'Invite' : 'Add member'}
      pending={add.isPending || invite.isPending}
      failure={invite.error ?? (unknown ? null : add.error)}
      onCancel={onCancel}
      onSubmit={submit}
    >
      <TextInput
        label="E-mail"
        type="email"
        placeholder="tom@shop.example"
        required
        maxLength={200}
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        data-autofocus
      />
      <GrantFields value={grant} onChange={setGrant} />
      <p role="status">
        {unknown && (
          <>
            Nobody with the e-mail <strong>{email}</strong> has an account here yet. Invite them: a
            link makes their account, with this role.
          </>
        )}
      </p>
    </DialogForm>
  )
}

function isUnknown(failure: unknown): boolean {
  return failure instanceof RequestFailed && failure.code === 'person_not_found'
}
