import { setTimeout as delay } from 'node:timers/promises'
import { seededRandom } from '../../support/seeded-random.ts'
import type { Blow, Fault } from '../faults.ts'
import type { Stage } from '../stage.ts'
import { bulkWrite } from '../writer.ts'
import type { LoadBalancer } from './load-balancer.ts'
import type { Wire } from './wire.ts'

type NetworkFault = Extract<
  Fault,
  'half-open' | 'delay' | 'drop' | 'cut-message' | 'damage-bytes' | 'slow-reader' | 'change-server'
>

const MAX_DELAY_MS = 600
const MAX_DAMAGED_BYTES = 12
/** Together more than the system keeps for a socket. */
const BULK_WRITES = 18

/** What the network does to some connections, and to new ones where that makes a difference. */
export const breakConnections: Readonly<
  Record<NetworkFault, (stage: Stage, blow: Blow) => Promise<void>>
> = {
  delay: async ({ world: { balancer }, note }, blow) => {
    const delayMs = (blow.seed % MAX_DELAY_MS) + 20
    balancer.weather.delayMs = delayMs
    for (const wire of some(balancer, blow)) wire.delayMs = delayMs
    await delay(blow.forMs)
    balancer.weather.delayMs = 0
    for (const wire of balancer.wires()) wire.delayMs = 0
    note(`nothing is ${delayMs} ms late any more`)
  },

  drop: async ({ world: { balancer }, note }, blow) => {
    balancer.isRefusing = true
    for (const wire of some(balancer, blow)) wire.reset()
    await delay(blow.forMs)
    balancer.isRefusing = false
    note('connections are taken again')
  },

  /** Never mended: both sides must find out. Pages take 45 s for it; theirs break in the end. */
  'half-open': async ({ world: { balancer } }, blow) => {
    const silent = some(balancer, blow)
    for (const wire of silent) wire.isSilent = true
    await delay(blow.forMs)
    for (const wire of silent) if (wire.isFromPage()) wire.reset()
  },

  'cut-message': async ({ world: { balancer }, writer }, blow) => {
    for (const wire of some(balancer, blow)) wire.isToBeCut = true
    await writer.write(bulkWrite(blow.seed), blow.replica)
  },

  /** What no network does, once a key was sent: without its key a client rightly gives up. */
  'damage-bytes': async ({ world: { balancer }, writer }, blow) => {
    const random = seededRandom(blow.seed)
    for (const wire of some(balancer, blow)) {
      if (wire.isGreeted() && !wire.isFromPage()) {
        const how = random() < 0.5 ? 'toLose' : 'toSpoil'
        wire[how] = 1 + Math.floor(random() * MAX_DAMAGED_BYTES)
      }
    }
    // Now and then from a long message, else from whatever comes next.
    if (blow.seed % 2 === 0) await writer.write(bulkWrite(blow.seed), blow.replica)
  },

  'slow-reader': async ({ world: { balancer }, writer, note }, blow) => {
    const slow = some(balancer, { ...blow, share: blow.share / 3 })
    for (const wire of slow) wire.isSlow = true
    for (let n = 0; n < BULK_WRITES; n += 1) await writer.write(bulkWrite(n), blow.replica)
    await delay(blow.forMs)
    for (const wire of slow) wire.isSlow = false
    note(`${slow.length} read as fast as they can again`)
  },

  /** As in a deployment: one is taken out, and those it served are sent away. */
  'change-server': async ({ world: { balancer }, note }, blow) => {
    balancer.only = blow.replica
    for (const wire of some(balancer, blow)) if (wire.replica !== blow.replica) wire.finish()
    await delay(blow.forMs)
    balancer.only = undefined
    note('both servers take connections again')
  },
}

/** Nothing that was asked for happens later than this. What is silent stays silent. */
export function calm(balancer: LoadBalancer): void {
  const quiet = { delayMs: 0, isSlow: false, isToBeCut: false, toLose: 0, toSpoil: 0 }
  Object.assign(balancer.weather, quiet)
  balancer.isRefusing = false
  balancer.only = undefined
  for (const wire of balancer.wires()) Object.assign(wire, quiet)
}

function some(balancer: LoadBalancer, { share, seed }: Blow): Wire[] {
  const random = seededRandom(seed)
  return balancer.wires().filter(() => random() < share)
}
