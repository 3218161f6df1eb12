import { Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { useMay } from '../projects/use-may.ts'
import { mayGive } from '../roles/permission-words.ts'
import { useRoles } from '../roles/use-roles.ts'
import styles from './role-cell.module.css'

interface RoleCellProps {
  readonly who: string
  /** Null: the whole project. */
  readonly environment: string | null
  readonly role: string | null
  readonly pending: boolean
  readonly onSet: (role: string | null) => void
}

/** The role somebody has at one place; for who may, the way to give another. */
export function RoleCell({ who, environment, role, pending, onSet }: RoleCellProps) {
  const { project } = usePlace()
  const { data: roles = [] } = useRoles()
  const mayManage = useMay('member.manage')
  const nameOf = useEnvironmentName()
  const name = roles.find(({ key }) => key === role)?.name ?? role ?? '–'
  if (!mayManage) return <span>{name}</span>
  const where = environment === null ? 'the whole project' : nameOf(environment)
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button
          type="button"
          className={styles.role}
          aria-label={`Role of ${who} in ${where}: ${role === null ? 'none' : name}`}
          aria-busy={pending || undefined}
          data-none={role === null || undefined}
        >
          <span>{name}</span>
          <IconChevronDown size={12} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={role ?? ''}
          onChange={(chosen) => onSet(chosen === '' ? null : chosen)}
        >
          {roles.map((one) => (
            <Menu.RadioItem
              key={one.key}
              value={one.key}
              disabled={!mayGive(project, one, environment)}
            >
              {one.name}
            </Menu.RadioItem>
          ))}
          <Menu.RadioItem value="">No role</Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
