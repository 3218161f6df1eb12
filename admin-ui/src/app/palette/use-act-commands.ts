import { useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLogout, IconPlus, IconTriangleInvertedFilled } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { useSignOut } from '../../accounts/use-sign-out.ts'
import { usePlace } from '../../projects/place.tsx'
import { useEnvironmentPath } from '../../projects/use-environment-path.ts'
import { useMay } from '../../projects/use-may.ts'
import { COLOUR_SCHEMES } from '../colour-schemes.ts'
import { shortcutHelp } from '../doors.ts'
import { pagePaths } from '../page-paths.ts'
import type { PaletteCommand } from './palette-command.ts'

/** What can be made, and how it should look: all that is about no flag. */
export function useActCommands(): readonly PaletteCommand[] {
  const { setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  return [
    ...useCreateCommands(),
    ...useEnvironmentCommands(),
    ...COLOUR_SCHEMES.map(({ value, label, icon }) => ({
      id: `theme ${value}`,
      group: 'Theme',
      label: `Theme: ${label.toLowerCase()}`,
      icon,
      run: () => setColorScheme(value),
    })),
    {
      id: 'shortcuts',
      group: 'Help',
      label: 'Keyboard shortcuts',
      hint: '?',
      icon: IconKeyboard,
      run: shortcutHelp.open,
    },
    {
      id: 'sign out',
      group: 'Help',
      label: 'Sign out',
      icon: IconLogout,
      run: () => signOut.mutate(),
    },
  ]
}

function useCreateCommands(): readonly PaletteCommand[] {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const may = {
    flag: useMay('flag.edit'),
    segment: useMay('segment.edit'),
    key: useMay('sdk-key.manage'),
  }
  const [p, e] = [project.key, environment.key]
  const create = (thing: string, path: string, hint?: string): PaletteCommand => ({
    id: `create ${thing}`,
    group: 'Do',
    label: `Create ${thing}`,
    ...(hint && { hint }),
    icon: IconPlus,
    run: () => navigate(path),
  })
  return [
    ...(may.flag ? [create('flag', `${pagePaths.flags(p, e)}?create`, 'c')] : []),
    ...(may.segment ? [create('segment', `${pagePaths.segments(p, e)}?create`)] : []),
    ...(may.key ? [create('SDK key', `${pagePaths.sdkKeys(p, e)}?create`)] : []),
  ]
}

function useEnvironmentCommands(): readonly PaletteCommand[] {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const pathIn = useEnvironmentPath()
  return project.environments
    .filter(({ key }) => key !== environment.key)
    .map(({ key, name }) => ({
      id: `environment ${key}`,
      group: 'Environment',
      label: `Switch to ${name}`,
      icon: IconTriangleInvertedFilled,
      run: () => navigate(pathIn(key)),
    }))
}
