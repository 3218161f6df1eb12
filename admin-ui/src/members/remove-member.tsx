import type { MemberView } from '@bunting/flag-server/access/access-schemas.ts'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { roleWords } from '../roles/role-words.ts'
import { useRoles } from '../roles/use-roles.ts'
import { ConfirmPopover } from '../shared/confirm-popover.tsx'
import { listed } from '../shared/number-words.ts'
import { useRemoveMember } from './use-members.ts'

export function RemoveMember({ member }: { readonly member: MemberView }) {
  const { project } = usePlace()
  const remove = useRemoveMember(project.key)
  const { data: roles = [] } = useRoles()
  const nameOf = useEnvironmentName()
  const held = member.memberships.map(({ role, environment }) =>
    roleWords(roles, role, environment && nameOf(environment)),
  )
  return (
    <ConfirmPopover
      label={`Remove ${member.name}`}
      question={
        <>
          Remove <strong>{member.name}</strong> from {project.name}? They lose {listed(held)} and
          see nothing of the project from this moment on. Their account stays.
        </>
      }
      verb="Remove member"
      button={{ size: 'xs', variant: 'subtle' }}
      failure={remove.error}
      pending={remove.isPending}
      onConfirm={(close) => remove.mutate(member, { onSuccess: close })}
    >
      Remove
    </ConfirmPopover>
  )
}
