import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import { OF_ENVIRONMENTS } from '../projects/may-words.ts'
import styles from './permission-choice.module.css'
import { OF_PROJECTS, PERMISSION_WORDS } from './permission-words.ts'

interface PermissionChoiceProps {
  readonly permissions: readonly Permission[]
  readonly inProduction: readonly Permission[]
  readonly onPermissions: (permissions: readonly Permission[]) => void
  readonly onInProduction: (permissions: readonly Permission[]) => void
}

/** A box for each permission; for those of environments two, since production is another matter. */
export function PermissionChoice(props: PermissionChoiceProps) {
  const { permissions, inProduction, onPermissions, onInProduction } = props
  return (
    <table className={styles.choice}>
      <thead>
        <tr>
          <th scope="col">May</th>
          <th scope="col" colSpan={2}>
            In the project
          </th>
        </tr>
      </thead>
      <tbody>
        {OF_PROJECTS.map((permission) => (
          <tr key={permission}>
            <th scope="row">{PERMISSION_WORDS[permission]}</th>
            <td colSpan={2}>
              <Box
                label={`${PERMISSION_WORDS[permission]}: in the project`}
                // Every member may look.
                locked={permission === 'project.view'}
                checked={permission === 'project.view' || permissions.includes(permission)}
                onChange={() => onPermissions(toggled(permissions, permission))}
              />
            </td>
          </tr>
        ))}
      </tbody>
      <tbody>
        <tr className={styles.heads}>
          <th scope="col">May</th>
          <th scope="col">Outside production</th>
          <th scope="col">In production</th>
        </tr>
        {OF_ENVIRONMENTS.map((permission) => (
          <tr key={permission}>
            <th scope="row">{PERMISSION_WORDS[permission]}</th>
            <td>
              <Box
                label={`${PERMISSION_WORDS[permission]}: outside production`}
                checked={permissions.includes(permission)}
                onChange={() => onPermissions(toggled(permissions, permission))}
              />
            </td>
            <td>
              <Box
                label={`${PERMISSION_WORDS[permission]}: in production`}
                checked={inProduction.includes(permission)}
                onChange={() => onInProduction(toggled(inProduction, permission))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface BoxProps {
  readonly label: string
  readonly checked: boolean
  readonly locked?: boolean
  readonly onChange: () => void
}

function Box({ label, checked, locked = false, onChange }: BoxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={checked}
      disabled={locked}
      onChange={onChange}
    />
  )
}

function toggled(permissions: readonly Permission[], one: Permission): readonly Permission[] {
  return permissions.includes(one)
    ? permissions.filter((permission) => permission !== one)
    : [...permissions, one]
}
