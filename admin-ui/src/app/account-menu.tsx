import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useMe } from '../accounts/use-me.ts'
import { useSignOut } from '../accounts/use-sign-out.ts'
import styles from './account-menu.module.css'
import { COLOUR_SCHEMES } from './colour-schemes.ts'
import { shortcutHelp } from './doors.ts'

interface AccountMenuProps {
  /** Only the icon, for the narrow screen's top bar. */
  readonly compact?: boolean
}

export function AccountMenu({ compact = false }: AccountMenuProps) {
  const { data: me } = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  const name = me?.name ?? 'Account'
  return (
    <Menu position={compact ? 'bottom-end' : 'top-start'} width={224} withinPortal={false}>
      <Menu.Target>
        {compact ? (
          <ActionIcon size={36} aria-label={`Account: ${name}`}>
            <IconUserCircle size={20} stroke={1.75} />
          </ActionIcon>
        ) : (
          <button type="button" className={styles.account} aria-label={`Account: ${name}`}>
            <IconUserCircle size={16} stroke={1.75} aria-hidden="true" />
            <span>{name}</span>
          </button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {me?.email && <Menu.Label>{me.email}</Menu.Label>}
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={14} />}>
          Your account
        </Menu.Item>
        <Menu.Divider />
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          {COLOUR_SCHEMES.map(({ value, label, icon: Icon }) => (
            <Menu.RadioItem key={value} value={value} rightSection={<Icon size={14} />}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={14} />} onClick={shortcutHelp.open}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
