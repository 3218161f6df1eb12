import type { FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import {
  IconArrowBackUp,
  IconArrowsShuffle,
  IconFlag,
  IconFlask,
  IconOctagonMinus,
  IconToggleLeft,
  IconToggleRight,
  IconTrendingUp,
} from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { exposure } from '../../flags/exposure.ts'
import { useKills } from '../../flags/kills-provider.tsx'
import { useToggleCommand } from '../../flags/toggle-command.tsx'
import { usePlace } from '../../projects/place.tsx'
import { useMay } from '../../projects/use-may.ts'
import { useRollbacks } from '../../releases/rollbacks-provider.tsx'
import { pagePaths } from '../page-paths.ts'
import type { PaletteCommand } from './palette-command.ts'

/** Null: not for this flag as it is, or not for this person. */
export interface FlagCommands {
  readonly open: PaletteCommand
  readonly toggle: PaletteCommand | null
  readonly kill: PaletteCommand | null
  readonly tryIt: PaletteCommand
  readonly reshuffle: PaletteCommand | null
  readonly release: PaletteCommand | null
  readonly rollBack: PaletteCommand | null
}

/** What can be done with a flag in the environment in view. */
export function useFlagCommands(): (flag: FlagView) => FlagCommands {
  const { project, environment } = usePlace()
  const place = { project: project.key, environment: environment.key }
  const navigate = useNavigate()
  const { kill } = useKills()
  const { rollBack } = useRollbacks()
  const toggle = useToggleCommand()
  const mayConfigure = useMay('flag.configure')
  const mayAsk = useMay('change.request')
  const mayKill = useMay('flag.kill')
  const mayRelease = useMay('release.run')
  return (flag) => {
    const { key } = flag
    const configuration = flag.environments[environment.key]
    const on = configuration?.on ?? false
    const running = configuration?.release
    const path = pagePaths.flag(project.key, environment.key, key)
    const act = (verb: string, words: string, command: Omit<PaletteCommand, Said>) => ({
      id: `${verb} ${key}`,
      group: 'Do',
      label: `${words} ${key} in ${environment.name}`,
      ...command,
    })
    return {
      open: {
        id: `open ${key}`,
        group: 'Flags',
        label: key,
        ...(configuration && { hint: `${exposure(configuration).words} in ${environment.name}` }),
        icon: IconFlag,
        run: () => navigate(path),
      },
      toggle:
        mayConfigure || mayAsk
          ? act('toggle', `Turn ${on ? 'off' : 'on'}`, {
              icon: on ? IconToggleLeft : IconToggleRight,
              run: () => toggle(key),
            })
          : null,
      kill:
        on && mayKill
          ? act('kill', 'Kill', {
              hint: 'at once',
              icon: IconOctagonMinus,
              danger: true,
              run: () => kill({ ...place, flag: key }),
            })
          : null,
      tryIt: act('try', 'Try', { icon: IconFlask, run: () => navigate(`${path}#try`) }),
      reshuffle: mayConfigure
        ? act('reshuffle', 'Reshuffle', {
            hint: 'asks first',
            icon: IconArrowsShuffle,
            danger: true,
            run: () => navigate(`${path}?reshuffle`),
          })
        : null,
      release: running
        ? act('release', 'Open the release of', {
            icon: IconTrendingUp,
            run: () => navigate(pagePaths.release(project.key, environment.key, running.id)),
          })
        : mayRelease || mayAsk
          ? act('release', 'Release', {
              icon: IconTrendingUp,
              run: () => navigate(pagePaths.planRelease(project.key, environment.key, key)),
            })
          : null,
      rollBack:
        running && mayKill
          ? act('roll back', 'Roll back', {
              hint: 'at once',
              icon: IconArrowBackUp,
              danger: true,
              run: () => rollBack({ ...place, id: running.id, flag: key }),
            })
          : null,
    }
  }
}

type Said = 'id' | 'group' | 'label'
