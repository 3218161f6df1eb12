import type { Delivery } from '@bunting/flag-server/delivery/delivery-schemas.ts'
import { count, milliseconds } from '../shared/number-words.ts'

export type DeliveryState = 'nobody' | 'under-way' | 'everywhere'

/** `everywhere` is the one state that may be shown in green. */
export function deliveryState({ connected, applied, silent }: Delivery): DeliveryState {
  if (applied < connected || silent.length > 0) return 'under-way'
  return connected === 0 ? 'nobody' : 'everywhere'
}

/** `applied on 143 of 143 · p99 38 ms` */
export function deliveryWords(delivery: Delivery): string {
  if (deliveryState(delivery) === 'nobody') return 'no SDK is connected'
  const reached = `applied on ${reachedWords(delivery)}`
  return delivery.p99Ms === null ? reached : `${reached} · p99 ${milliseconds(delivery.p99Ms)}`
}

/** `143 of 143` */
export function reachedWords({ applied, connected }: Delivery): string {
  return `${count(applied)} of ${count(connected)}`
}

/** Those who have not applied it, named, and the servers that cannot say; null when everyone has. */
export function laggardWords({ laggards, connected, applied, silent }: Delivery): string | null {
  const missing = connected - applied
  const named = missing > 0 ? laggards.slice(0, 3).map(laggardName) : []
  const more = missing - named.length
  const waiting = `waiting for ${named.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`
  const words = [
    ...(named.length > 0 ? [waiting] : []),
    ...(silent.length > 0 ? [`no word yet from the server ${silent.join(', ')}`] : []),
  ]
  return words.length > 0 ? words.join(' · ') : null
}

/** `web-7 (shop 2.4.1, @bunting/node 0.1.0, at flags-2:1)`: which process, and where to look for it. */
function laggardName({
  instance,
  application,
  sdk,
  replica,
}: Delivery['laggards'][number]): string {
  return `${instance} (${[application, sdk, `at ${replica}`].filter(Boolean).join(', ')})`
}
