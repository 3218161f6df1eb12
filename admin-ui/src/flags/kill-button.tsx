import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { Button } from '@mantine/core'
import { IconOctagonMinus } from '@tabler/icons-react'
import { useLivePhase } from '../live/live-provider.tsx'
import { usePlace } from '../projects/place.tsx'
import { Permitted } from '../shared/permitted.tsx'
import { useKills } from './kills-provider.tsx'

interface KillButtonProps {
  readonly flag: string
  readonly environment: EnvironmentView
  readonly on: boolean
}

/** One click, no dialog. A flag that is known to be off has nothing to kill. */
export function KillButton({ flag, environment, on }: KillButtonProps) {
  const { project } = usePlace()
  const { kill } = useKills()
  const { phase } = useLivePhase()
  return (
    <Permitted needs="flag.kill" environment={environment.key}>
      <Button
        variant="filled"
        color="red"
        disabled={!on && phase === 'live'}
        leftSection={<IconOctagonMinus size={16} aria-hidden="true" />}
        onClick={() => kill({ project: project.key, environment: environment.key, flag })}
      >
        Kill in {environment.name}
      </Button>
    </Permitted>
  )
}
