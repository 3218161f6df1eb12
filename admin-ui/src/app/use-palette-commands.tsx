import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useMantineColorScheme } from '@mantine/core'
import {
  type Icon,
  IconArrowBackUp,
  IconArrowsShuffle,
  IconCircleDot,
  IconFlag,
  IconFlask,
  IconKeyboard,
  IconOctagonMinus,
  IconPlus,
  IconToggleLeft,
  IconToggleRight,
  IconTrendingUp,
  IconTriangleInvertedFilled,
} from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { exposure } from '../flags/exposure.ts'
import { useKills } from '../flags/kills-provider.tsx'
import { useToggleCommand } from '../flags/toggle-command.tsx'
import { useFlags } from '../flags/use-flags.ts'
import { usePlace } from '../projects/place.tsx'
import { useEnvironmentPath } from '../projects/use-environment-path.ts'
import { useRollbacks } from '../releases/rollbacks-provider.tsx'
import { memberWords } from '../segments/segment-words.ts'
import { useSegments } from '../segments/use-segments.ts'
import { COLOUR_SCHEMES } from './colour-schemes.ts'
import { NAVIGATION } from './navigation.ts'
import { pagePaths } from './page-paths.ts'
import { findFlags, hasWords, readPaletteQuery } from './palette-query.ts'
import { shortcutHelp } from './shortcut-help.tsx'

export interface PaletteCommand {
  readonly id: string
  readonly group: string
  readonly label: string
  readonly hint?: string
  readonly icon: Icon
  readonly danger?: boolean
  readonly run: () => void
}

const FLAGS_SHOWN = 8
const SEGMENTS_SHOWN = 4

/** What the palette offers for what was typed, the likeliest first. */
export function usePaletteCommands(typed: string): readonly PaletteCommand[] {
  const { project } = usePlace()
  const { verb, words } = readPaletteQuery(typed)
  const { flags } = useFlags(project.key, words.join(' '))
  const found = findFlags(flags, words, FLAGS_SHOWN)
  const flagCommands = useFlagCommands()
  const screenCommands = useScreenCommands()
  const segments = useSegmentCommands(words)
  if (verb === 'kill') return found.flatMap((flag) => flagCommands(flag).kill ?? [])
  if (verb === 'roll back') return found.flatMap((flag) => flagCommands(flag).rollBack ?? [])
  if (verb === 'release') return found.map((flag) => flagCommands(flag).release)
  if (verb === 'toggle') return found.map((flag) => flagCommands(flag).toggle)
  if (verb === 'try') return found.map((flag) => flagCommands(flag).tryIt)
  if (verb === 'reshuffle') return found.map((flag) => flagCommands(flag).reshuffle)
  if (verb === 'open') {
    const releases = found.filter((flag) => flagCommands(flag).rollBack !== null)
    return [
      ...found.map((flag) => flagCommands(flag).open),
      ...releases.map((flag) => flagCommands(flag).release),
      ...segments,
    ]
  }
  const screens = screenCommands.filter(({ label }) => hasWords(label, words))
  if (words.length === 0) return screens
  const best = found[0]
  const likely = best ? flagCommands(best) : null
  return [
    ...found.map((flag) => flagCommands(flag).open),
    ...(likely ? offered(likely) : []),
    ...segments,
    ...screens,
  ]
}

/** What is offered of the likeliest flag, besides opening it. */
function offered(likely: ReturnType<ReturnType<typeof useFlagCommands>>) {
  const { rollBack, release, toggle, kill, tryIt } = likely
  return [rollBack, release, toggle, kill, tryIt].filter((command) => command !== null)
}

function useFlagCommands() {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const { kill } = useKills()
  const { rollBack } = useRollbacks()
  const toggle = useToggleCommand()
  return (flag: FlagView) => {
    const configuration = flag.environments[environment.key]
    const on = configuration?.on ?? false
    const open: PaletteCommand = {
      id: `open ${flag.key}`,
      group: 'Flags',
      label: flag.key,
      ...(configuration && { hint: `${exposure(configuration).words} in ${environment.key}` }),
      icon: IconFlag,
      run: () => navigate(pagePaths.flag(project.key, environment.key, flag.key)),
    }
    const toggled: PaletteCommand = {
      id: `toggle ${flag.key}`,
      group: 'Do',
      label: `Turn ${on ? 'off' : 'on'} ${flag.key} in ${environment.key}`,
      icon: on ? IconToggleLeft : IconToggleRight,
      run: () => toggle(flag.key),
    }
    const killed: PaletteCommand = {
      id: `kill ${flag.key}`,
      group: 'Do',
      label: `Kill ${flag.key} in ${environment.key}`,
      hint: 'at once',
      icon: IconOctagonMinus,
      danger: true,
      run: () => kill(environment.key, flag.key),
    }
    const path = pagePaths.flag(project.key, environment.key, flag.key)
    const tryIt: PaletteCommand = {
      id: `try ${flag.key}`,
      group: 'Do',
      label: `Try ${flag.key} in ${environment.key}`,
      icon: IconFlask,
      run: () => navigate(`${path}#try`),
    }
    const reshuffle: PaletteCommand = {
      id: `reshuffle ${flag.key}`,
      group: 'Do',
      label: `Reshuffle ${flag.key} in ${environment.key}`,
      hint: 'asks first',
      icon: IconArrowsShuffle,
      danger: true,
      run: () => navigate(`${path}?reshuffle`),
    }
    const running = configuration?.release
    const release: PaletteCommand = {
      id: `release ${flag.key}`,
      group: 'Do',
      label: `${running ? 'Open the release of' : 'Release'} ${flag.key} in ${environment.key}`,
      icon: IconTrendingUp,
      run: () =>
        navigate(
          running
            ? pagePaths.release(project.key, environment.key, running.id)
            : pagePaths.planRelease(project.key, environment.key, flag.key),
        ),
    }
    const rolledBack: PaletteCommand | null = running
      ? {
          id: `roll back ${flag.key}`,
          group: 'Do',
          label: `Roll back ${flag.key} in ${environment.key}`,
          hint: 'at once',
          icon: IconArrowBackUp,
          danger: true,
          run: () => rollBack({ id: running.id, environment: environment.key, flag: flag.key }),
        }
      : null
    return {
      release,
      rollBack: rolledBack,
      open,
      toggle: toggled,
      kill: on ? killed : null,
      tryIt,
      reshuffle,
    }
  }
}

function useSegmentCommands(words: readonly string[]): readonly PaletteCommand[] {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const { segments } = useSegments(project.key)
  if (words.length === 0) return []
  return segments
    .filter(({ key, name }) => hasWords(`${key} ${name}`, words))
    .slice(0, SEGMENTS_SHOWN)
    .map(({ key, environments }) => {
      const here = environments[environment.key]
      return {
        id: `segment ${key}`,
        group: 'Segments',
        label: key,
        ...(here && { hint: memberWords(here) }),
        icon: IconCircleDot,
        run: () => navigate(pagePaths.segment(project.key, environment.key, key)),
      }
    })
}

function useScreenCommands(): readonly PaletteCommand[] {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const pathIn = useEnvironmentPath()
  const { setColorScheme } = useMantineColorScheme()
  return [
    {
      id: 'create flag',
      group: 'Do',
      label: 'Create flag',
      hint: 'c',
      icon: IconPlus,
      run: () => navigate(`${pagePaths.flags(project.key, environment.key)}?create`),
    },
    {
      id: 'create segment',
      group: 'Do',
      label: 'Create segment',
      icon: IconPlus,
      run: () => navigate(`${pagePaths.segments(project.key, environment.key)}?create`),
    },
    ...NAVIGATION.map(({ label, icon, to }) => ({
      id: `go ${label}`,
      group: 'Go to',
      label,
      icon,
      run: () => navigate(to(project.key, environment.key)),
    })),
    ...project.environments
      .filter(({ key }) => key !== environment.key)
      .map((one) => ({
        id: `environment ${one.key}`,
        group: 'Environment',
        label: `Switch to ${one.name}`,
        icon: IconTriangleInvertedFilled,
        run: () => navigate(pathIn(one.key)),
      })),
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
  ]
}
