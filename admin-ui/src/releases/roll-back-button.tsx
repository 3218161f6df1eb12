import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { Permitted } from '../shared/permitted.tsx'
import { type ToRollBack, useRollbacks } from './rollbacks-provider.tsx'

interface RollBackButtonProps {
  readonly release: ToRollBack
  readonly size?: 'sm' | 'md'
  readonly className?: string | undefined
}

/** One click, no dialog, whatever state the page is in. */
export function RollBackButton({ release, size = 'md', className }: RollBackButtonProps) {
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
        onClick={() => rollBack({ id, environment, flag })}
      >
        Roll back now
      </Button>
    </Permitted>
  )
}
