import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import { OF_ENVIRONMENTS } from '../projects/may-words.ts'
import { useMay } from '../projects/use-may.ts'
import section from '../shared/table.module.css'
import { OF_PROJECTS, PERMISSION_WORDS, reachOf } from './permission-words.ts'
import { ReachMark } from './reach-mark.tsx'
import { RoleMenu } from './role-menu.tsx'
import styles from './role-table.module.css'

interface RoleTableProps {
  readonly roles: readonly RoleView[]
  readonly onEdit: (role: RoleView) => void
}

export function RoleTable({ roles, onEdit }: RoleTableProps) {
  const mayChange = useMay('installation.manage')
  const groups = [
    { label: 'In the project', permissions: OF_PROJECTS },
    { label: 'In each environment', permissions: OF_ENVIRONMENTS },
  ]
  return (
    // A scrolling region must be within reach of the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={section.scroll} aria-label="Permissions of roles" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">May</th>
            {roles.map((role) => (
              <th key={role.key} scope="col">
                {role.name}
                {!role.builtIn && mayChange && <RoleMenu role={role} onEdit={() => onEdit(role)} />}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ label, permissions }) => (
          <tbody key={label}>
            <tr>
              <th scope="rowgroup" colSpan={roles.length + 1} className={styles.group}>
                {label}
              </th>
            </tr>
            {permissions.map((permission) => (
              <Row key={permission} permission={permission} roles={roles} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  )
}

interface RowProps {
  readonly permission: Permission
  readonly roles: readonly RoleView[]
}

function Row({ permission, roles }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {PERMISSION_WORDS[permission]} <code>{permission}</code>
      </th>
      {roles.map((role) => (
        <td key={role.key}>
          <ReachMark reach={reachOf(role, permission)} />
        </td>
      ))}
    </tr>
  )
}
