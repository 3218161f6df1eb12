import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconPlugOff,
} from '@tabler/icons-react'
import { Hidden } from '../shared/hidden.tsx'
import styles from './delivery-line.module.css'
import { deliveryState, deliveryWords, laggardWords, reachedWords } from './delivery-words.ts'
import { useDelivery } from './use-delivery.ts'

interface DeliveryLineProps {
  readonly project: string
  readonly environment: string
  readonly revision: number
  /** Only how many of how many are shown, where there is little room; the rest is still read out. */
  readonly compact?: boolean
}

const ICON = {
  nobody: IconPlugOff,
  'under-way': IconCircleDashed,
  everywhere: IconCircleCheck,
}

/** Whether a change has arrived. Green only when everyone connected has said so. */
export function DeliveryLine(props: DeliveryLineProps) {
  const { project, environment, revision, compact = false } = props
  const { data: delivery, isError } = useDelivery(project, environment, revision)
  if (isError && !delivery) {
    return (
      <span className={styles.line}>
        <IconAlertTriangle size={16} aria-hidden="true" /> cannot tell who has applied it
      </span>
    )
  }
  if (!delivery) {
    return (
      <span className={styles.line}>
        <IconCircleDashed size={16} aria-hidden="true" /> on its way
      </span>
    )
  }
  const state = deliveryState(delivery)
  const Icon = ICON[state]
  const late = laggardWords(delivery)
  if (compact && state !== 'nobody') {
    return (
      <span className={styles.line} data-state={state} title={deliveryWords(delivery)}>
        <Icon size={16} aria-hidden="true" />
        <span aria-hidden="true">{reachedWords(delivery)}</span>
        <Hidden>{deliveryWords(delivery)}</Hidden>
      </span>
    )
  }
  return (
    <span className={styles.line} data-state={state}>
      <Icon size={16} aria-hidden="true" />
      <span>
        {deliveryWords(delivery)}
        {late && <span className={styles.late}> · {late}</span>}
      </span>
    </span>
  )
}
