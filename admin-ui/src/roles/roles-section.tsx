import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { SectionHead } from '../settings/section-head.tsx'
import { FailureNotice } from '../shared/failure-notice.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { RoleDialog } from './role-dialog.tsx'
import { RoleTable } from './role-table.tsx'
import { useRoles } from './use-roles.ts'

/** What each role may, and roles of one's own. */
export function RolesSection() {
  const { data: roles, error, refetch } = useRoles()
  const [editing, setEditing] = useState<RoleView | 'new' | null>(null)
  // As it is by now, not as it was when the dialog was opened.
  const edited = (editing !== 'new' && roles?.find(({ key }) => key === editing?.key)) || editing
  const edit = (role: RoleView) => {
    setEditing(role)
    // Nobody tells an open page of a change of roles.
    void refetch()
  }
  return (
    <section aria-labelledby="roles">
      <SectionHead
        id="roles"
        title="Roles"
        lead="What each may when it is held for a whole project. Held for one environment, a role gives all it has for environments there, production or not, and lets one look at the rest."
      >
        <Permitted needs="installation.manage">
          <Button
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setEditing('new')}
          >
            Create role
          </Button>
        </Permitted>
      </SectionHead>
      {error && !roles && <FailureNotice failure={error} retry={refetch} />}
      {roles && <RoleTable roles={roles} onEdit={edit} />}
      <RoleDialog editing={edited} onClose={() => setEditing(null)} />
    </section>
  )
}
