import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { DeleteRoleDialog } from './delete-role-dialog.tsx'

interface RoleMenuProps {
  readonly role: RoleView
  readonly onEdit: () => void
}

export function RoleMenu({ role, onEdit }: RoleMenuProps) {
  const [deleting, setDeleting] = useState(false)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={24} aria-label={`Change or delete ${role.name}`}>
            <IconDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>Change role</Menu.Item>
          <Menu.Item color="red" onClick={() => setDeleting(true)}>
            Delete role
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <DeleteRoleDialog role={role} opened={deleting} onClose={() => setDeleting(false)} />
    </>
  )
}
