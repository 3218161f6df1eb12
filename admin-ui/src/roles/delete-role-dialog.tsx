import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import { Dialog } from '../shared/dialog.tsx'
import { DialogForm } from '../shared/dialog-form.tsx'
import { useDeleteRole } from './use-roles.ts'

interface DeleteRoleDialogProps {
  readonly role: RoleView
  readonly opened: boolean
  readonly onClose: () => void
}

export function DeleteRoleDialog({ role, opened, onClose }: DeleteRoleDialogProps) {
  const remove = useDeleteRole()
  return (
    <Dialog opened={opened} onClose={onClose} title={`Delete the role ${role.name}`}>
      <DialogForm
        verb="Delete role"
        danger
        pending={remove.isPending}
        failure={remove.error}
        onCancel={onClose}
        onSubmit={() => remove.mutate(role.key, { onSuccess: onClose })}
      >
        <p>It can be deleted once no member, token or open invitation has it.</p>
      </DialogForm>
    </Dialog>
  )
}
