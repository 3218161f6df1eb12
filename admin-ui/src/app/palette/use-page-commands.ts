import { IconGitCompare, IconRocket, IconSettings } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { useMe } from '../../accounts/use-me.ts'
import { usePlace } from '../../projects/place.tsx'
import { SETTINGS } from '../../settings/settings-sections.ts'
import { NAVIGATION } from '../navigation.ts'
import { pagePaths } from '../page-paths.ts'
import type { PaletteCommand } from './palette-command.ts'

/** Every page of the project, and of the settings those that this person may see. */
export function usePageCommands(): readonly PaletteCommand[] {
  const { project, environment } = usePlace()
  const { data: me } = useMe()
  const navigate = useNavigate()
  const may = new Set<string>([
    ...project.permissions,
    ...environment.permissions,
    ...(me?.administrator ? ['installation.manage'] : []),
  ])
  // It is for trying out: not in production where there is another.
  const first = project.environments.find(({ production }) => !production) ?? environment
  const settings = pagePaths.settings(project.key, environment.key)
  const go = (label: string, icon: PaletteCommand['icon'], path: string): PaletteCommand => ({
    id: `go ${path}`,
    group: 'Go to',
    label,
    icon,
    run: () => navigate(path),
  })
  return [
    ...NAVIGATION.map(({ label, icon, to }) => go(label, icon, to(project.key, environment.key))),
    go('Compare environments', IconGitCompare, pagePaths.compare(project.key, environment.key)),
    ...SETTINGS.flatMap(({ sections }) => sections)
      .filter(({ needs }) => may.has(needs))
      .map(({ path, label }) => go(`Settings: ${label}`, IconSettings, `${settings}/${path}`)),
    go('First steps', IconRocket, pagePaths.welcome(project.key, first.key)),
  ]
}
