import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { usePlace } from '../projects/place.tsx'
import { Permitted } from '../shared/permitted.tsx'
import type { ToRollBack } from './rollbacks.ts'
import { useRollbacks } from './rollbacks-provider.tsx'

interface RollBackButtonProps {
  readonly release: Omit<ToRollBack, 'project'>
  readonly size?: 'sm' | 'md'
  readonly className?: string | undefined
}

/** One click, no dialog, whatever state the page is in. */
export function RollBackButton({ release, size = 'md', className }: RollBackButtonProps) {
  const { project } = usePlace()
  const { rollBack } = useRollbacks()
  const { id, environment, flag } = release
  return (
    <Permitted needs="flag.kill" environment={environment}>
      <Button
        variant="filled"
        color="red"
        size={size}
        className={className}
        leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
        onClick={() => rollBack({ id, project: project.key, environment, flag })}
      >
        Roll back now
      </Button>
    </Permitted>
  )
}
