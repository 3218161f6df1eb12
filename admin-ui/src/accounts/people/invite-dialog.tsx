import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { usePlace } from '../../projects/place.tsx'
import { Dialog } from '../../shared/dialog.tsx'
import { DialogForm } from '../../shared/dialog-form.tsx'
import { fieldErrors } from '../../shared/request-failed.ts'
import { broughtAlong, isOfProject } from './brought-along.ts'
import { LinkToHandOn } from './link-to-hand-on.tsx'
import { RoleChoice } from './role-choice.tsx'
import { useInvite } from './use-invitations.ts'

interface InviteDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function InviteDialog({ opened, onClose }: InviteDialogProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title="Invite somebody"
      size={480}
      // The link is shown this once: a stray click must not lose it.
      closeOnClickOutside={false}
    >
      <Invite onClose={onClose} />
    </Dialog>
  )
}

/** Of the whole project, as a value of a choice. */
const EVERYWHERE = '*'

function Invite({ onClose }: { readonly onClose: () => void }) {
  const { project } = usePlace()
  const [role, setRole] = useState('editor')
  const [environment, setEnvironment] = useState(EVERYWHERE)
  const invite = useInvite()
  if (invite.data) {
    const { link, mailed, email } = invite.data
    return (
      <LinkToHandOn link={link} onClose={onClose}>
        {mailed ? `A mail with this link is on its way to ${email}.` : `Give this to ${email}.`} It
        works once, within seven days.
      </LinkToHandOn>
    )
  }
  const place = environment === EVERYWHERE ? null : environment
  return (
    <DialogForm
      verb="Invite"
      failure={invite.error}
      pending={invite.isPending}
      onCancel={onClose}
      onSubmit={({ email = '' }) =>
        invite.mutate({ email, ...broughtAlong(role, project.key, place) })
      }
    >
      <TextInput
        label="E-mail"
        name="email"
        type="email"
        required
        maxLength={200}
        data-autofocus
        error={fieldErrors(invite.error).email}
      />
      <RoleChoice value={role} onChange={setRole} />
      {isOfProject(role) && (
        <Select
          label="Where"
          data={[
            { value: EVERYWHERE, label: `All of ${project.name}` },
            ...project.environments.map(({ key, name }) => ({
              value: key,
              label: `Only in ${name}`,
            })),
          ]}
          value={environment}
          allowDeselect={false}
          onChange={(value) => setEnvironment(value ?? EVERYWHERE)}
        />
      )}
    </DialogForm>
  )
}
