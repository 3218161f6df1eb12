import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import { Dialog } from '../shared/dialog.tsx'
import { RoleForm } from './role-form.tsx'

interface RoleDialogProps {
  readonly editing: RoleView | 'new' | null
  readonly onClose: () => void
}

export function RoleDialog({ editing, onClose }: RoleDialogProps) {
  const role = editing === 'new' ? null : editing
  return (
    <Dialog
      opened={editing !== null}
      onClose={onClose}
      title={role ? `Change the role ${role.name}` : 'Create role'}
      size={640}
    >
      <RoleForm role={role} onClose={onClose} />
    </Dialog>
  )
}
