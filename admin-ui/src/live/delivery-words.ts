import type { Delivery } from '@bunting/flag-server/delivery/delivery-schemas.ts'
import { count, milliseconds } from '../shared/number-words.ts'

export type DeliveryState = 'nobody' | 'under-way' | 'everywhere'

/** `everywhere` is the one state that may be shown in green. */
export function deliveryState({ connected, applied }: Delivery): DeliveryState {
  if (connected === 0) return 'nobody'
  return applied >= connected ? 'everywhere' : 'under-way'
}

/** `applied on 143 of 143 · p99 38 ms` */
export function deliveryWords(delivery: Delivery): string {
  if (delivery.connected === 0) return 'no SDK is connected'
  const reached = `applied on ${reachedWords(delivery)}`
  return delivery.p99Ms === null ? reached : `${reached} · p99 ${milliseconds(delivery.p99Ms)}`
}

/** `143 of 143` */
export function reachedWords({ applied, connected }: Delivery): string {
  return `${count(applied)} of ${count(connected)}`
}

/** Those who have not applied it, named; null when everyone has. */
export function laggardWords({ laggards, connected, applied }: Delivery): string | null {
  const missing = connected - applied
  if (missing <= 0 || laggards.length === 0) return null
  const named = laggards.slice(0, 3).map(laggardName)
  const more = missing - named.length
  return `waiting for ${named.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`
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
