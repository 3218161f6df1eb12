import type { MemberView } from '@bunting/flag-server/access/access-schemas.ts'
import { usePlace } from '../projects/place.tsx'
import { useMay } from '../projects/use-may.ts'
import styles from '../shared/table.module.css'
import type { VirtualTableRow } from '../shared/virtual-table-rows.tsx'
import { RemoveMember } from './remove-member.tsx'
import { RoleCell } from './role-cell.tsx'
import type { RoleChange } from './use-members.ts'

interface MemberRowProps {
  readonly member: MemberView
  readonly row: VirtualTableRow
  readonly pending: boolean
  readonly onSet: (change: RoleChange, done: () => void) => void
}

export function MemberRow({ member, row, pending, onSet }: MemberRowProps) {
  const { project } = usePlace()
  const mayManage = useMay('member.manage')
  const { name, email, administrator, disabled, memberships } = member
  const places = [null, ...project.environments.map(({ key }) => key)]
  return (
    <tr {...row} data-over={disabled || undefined}>
      <th scope="row">
        <span className={styles.name}>{name}</span>
        {disabled && ' (disabled)'}
        <span className={styles.aside}>{email}</span>
      </th>
      {administrator ? (
        <td colSpan={places.length}>Administrator of the installation: may do everything.</td>
      ) : (
        places.map((environment) => {
          const held = memberships.find((one) => one.environment === environment)
          return (
            <td key={environment}>
              <RoleCell
                who={name}
                environment={environment}
                role={held?.role ?? null}
                only={memberships.length === 1}
                pending={pending}
                onSet={(role, done) => onSet({ email, environment, held, role }, done)}
              />
            </td>
          )
        })
      )}
      {mayManage && (
        <td className={styles.end}>
          {!administrator && memberships.length > 0 && <RemoveMember member={member} />}
        </td>
      )}
    </tr>
  )
}
