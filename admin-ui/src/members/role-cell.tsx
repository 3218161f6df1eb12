import { Menu, Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentName } from '../projects/use-environment-name.ts'
import { useMay } from '../projects/use-may.ts'
import { mayGive } from '../roles/permission-words.ts'
import { useRoles } from '../roles/use-roles.ts'
import { ConfirmQuestion } from '../shared/confirm-question.tsx'
import styles from './role-cell.module.css'
import { type RoleQuestion, roleQuestion } from './role-change-words.ts'

interface RoleCellProps {
  readonly who: string
  /** Null: the whole project. */
  readonly environment: string | null
  readonly role: string | null
  /** Whether it is all they have in the project. */
  readonly only: boolean
  readonly pending: boolean
  readonly onSet: (role: string | null, done: () => void) => void
}

/** The role somebody has at one place; for who may, the way to give another. */
export function RoleCell({ who, environment, role, only, pending, onSet }: RoleCellProps) {
  const { project } = usePlace()
  const { data: roles = [] } = useRoles()
  const mayManage = useMay('member.manage')
  const nameOf = useEnvironmentName()
  const [asked, setAsked] = useState<(RoleQuestion & { to: string | null }) | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const held = roles.find(({ key }) => key === role)
  const name = held?.name ?? role ?? '–'
  if (!mayManage) return <span>{name}</span>
  const where = environment === null ? 'the whole project' : nameOf(environment)
  const label = `Role of ${who} in ${where}`

  const choose = (to: string | null) => {
    const from =
      held ?? (role === null ? null : { key: role, name, permissions: [], inProduction: [] })
    const wanted = roles.find(({ key }) => key === to) ?? null
    const question = roleQuestion({ who, where, environment, from, to: wanted, only })
    if (question) setAsked({ ...question, to })
    else onSet(to, () => {})
  }
  const close = () => {
    setAsked(null)
    button.current?.focus()
  }
  return (
    <Popover
      opened={asked !== null}
      onDismiss={close}
      width={320}
      position="bottom-start"
      trapFocus
      withRoles={false}
    >
      <Menu position="bottom-start">
        <Popover.Target>
          <Menu.Target>
            <button
              ref={button}
              type="button"
              className={styles.role}
              aria-label={`${label}: ${role === null ? 'none' : name}`}
              aria-busy={pending || undefined}
              data-none={role === null || undefined}
            >
              <span>{name}</span>
              <IconChevronDown size={12} aria-hidden="true" />
            </button>
          </Menu.Target>
        </Popover.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={role ?? ''}
            onChange={(chosen) => choose(chosen === '' ? null : chosen)}
          >
            {roles.map((one) => (
              <Menu.RadioItem
                key={one.key}
                value={one.key}
                closeMenuOnClick
                disabled={!mayGive(project, one, environment)}
              >
                {one.name}
              </Menu.RadioItem>
            ))}
            <Menu.RadioItem value="" closeMenuOnClick>
              No role
            </Menu.RadioItem>
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
      {asked && (
        <ConfirmQuestion
          label={label}
          question={asked.question}
          verb={asked.verb}
          pending={pending}
          onCancel={close}
          onConfirm={() => onSet(asked.to, close)}
        />
      )}
    </Popover>
  )
}
