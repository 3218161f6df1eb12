import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { DialogForm } from '../shared/dialog-form.tsx'
import { KeyField } from '../shared/key-field.tsx'
import { fieldErrors, namesFields } from '../shared/request-failed.ts'
import { PermissionChoice } from './permission-choice.tsx'
import { useSaveRole } from './use-roles.ts'

interface RoleDialogProps {
  readonly editing: RoleView | 'new' | null
  readonly onClose: () => void
}

export function RoleDialog({ editing, onClose }: RoleDialogProps) {
  const role = editing === 'new' ? null : editing
  return (
    <Modal
      opened={editing !== null}
      onClose={onClose}
      title={role ? `Change the role ${role.name}` : 'Create role'}
      size={640}
    >
      <RoleForm role={role} onClose={onClose} />
    </Modal>
  )
}

function RoleForm({
  role,
  onClose,
}: {
  readonly role: RoleView | null
  readonly onClose: () => void
}) {
  const [permissions, setPermissions] = useState<readonly Permission[]>(role?.permissions ?? [])
  const [inProduction, setInProduction] = useState<readonly Permission[]>(role?.inProduction ?? [])
  const save = useSaveRole(role?.key ?? null)
  const errors = fieldErrors(save.error)
  return (
    <DialogForm
      verb={role ? 'Change role' : 'Create role'}
      pending={save.isPending}
      failure={namesFields(save.error) ? null : save.error}
      onCancel={onClose}
      onSubmit={({ key = role?.key ?? '', name = '' }) =>
        save.mutate(
          { key, name, permissions: [...permissions], inProduction: [...inProduction] },
          { onSuccess: onClose },
        )
      }
    >
      {!role && (
        <KeyField
          description="What the API calls it; it stays."
          placeholder="on-call"
          error={errors.key}
        />
      )}
      <TextInput
        label="Name"
        name="name"
        defaultValue={role?.name ?? ''}
        required
        maxLength={200}
        error={errors.name}
      />
      <PermissionChoice
        permissions={permissions}
        inProduction={inProduction}
        onPermissions={setPermissions}
        onInProduction={setInProduction}
      />
    </DialogForm>
  )
}
