import type { ConnectionCount } from '@bunting/flag-server/delivery/delivery-schemas.ts'
import { IconCircleCheck } from '@tabler/icons-react'
import { counted } from '../../shared/number-words.ts'
import styles from './welcome.module.css'

interface WaitStepProps {
  readonly connections: ConnectionCount | undefined
  readonly waiting: boolean
}

export function WaitStep({ connections, waiting }: WaitStepProps) {
  const connected = connections?.connected ?? 0
  if (connected > 0) {
    return (
      <p className={styles.connected} role="status">
        <IconCircleCheck size={16} aria-hidden="true" />
        Connected: {counted(connected, 'SDK')}, holding r{connections?.revision}.
      </p>
    )
  }
  return (
    <p className={styles.waiting} role="status" data-waiting={waiting || undefined}>
      {waiting ? 'Waiting for the first SDK to connect…' : 'This turns green when it connects.'}
    </p>
  )
}
