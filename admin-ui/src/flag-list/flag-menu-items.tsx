import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Menu } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import {
  IconCopy,
  IconFlask,
  IconHistory,
  IconOctagonMinus,
  IconSettings,
} from '@tabler/icons-react'
import { Link } from 'react-router'
import { pagePaths } from '../app/page-paths.ts'
import { useKills } from '../flags/kills-provider.tsx'
import { useLivePhase } from '../live/live-provider.tsx'

interface FlagMenuItemsProps {
  readonly project: string
  readonly environment: EnvironmentView
  readonly flag: FlagView
}

export function FlagMenuItems({ project, environment, flag }: FlagMenuItemsProps) {
  const { kill } = useKills()
  const { phase } = useLivePhase()
  const knownOff = phase === 'live' && !flag.environments[environment.key]?.on
  const clipboard = useClipboard()
  const path = pagePaths.flag(project, environment.key, flag.key)
  return (
    <>
      <Menu.Item leftSection={<IconCopy size={14} />} onClick={() => clipboard.copy(flag.key)}>
        Copy key
      </Menu.Item>
      <Menu.Item leftSection={<IconFlask size={14} />} component={Link} to={`${path}#try`}>
        Try it
      </Menu.Item>
      <Menu.Item leftSection={<IconHistory size={14} />} component={Link} to={`${path}/history`}>
        History
      </Menu.Item>
      <Menu.Item leftSection={<IconSettings size={14} />} component={Link} to={`${path}/settings`}>
        Settings
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="red"
        leftSection={<IconOctagonMinus size={14} />}
        disabled={knownOff}
        onClick={() => kill({ project, environment: environment.key, flag: flag.key })}
      >
        Kill in {environment.name}
      </Menu.Item>
    </>
  )
}
