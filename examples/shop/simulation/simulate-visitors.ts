import { setTimeout as delay } from 'node:timers/promises'
import type { Order } from '../server/place-order.ts'
import type { OutOfReach } from '../server/suppliers.ts'
import { visitorIds } from '../server/visitors.ts'

export interface Crowd {
  /** Of the shop. */
  readonly url: string
  /** How many people there are; each comes again and again. */
  readonly people: number
  /** Checkouts a second on average, at random times. */
  readonly perSecond: number
  /** Hears how each ended. */
  readonly onCheckout?: (checkout: Checkout) => void
}

/** An order, or why there is none; `at` in milliseconds since 1970. */
export type Checkout = { readonly at: number } & (Order | Pick<OutOfReach, 'code'>)

export interface SimulatedVisitors {
  /** Nobody comes any more; resolves when the last one has left. */
  stop(): Promise<void>
}

/** People who come to the shop, each with a basket, and check out, as browsers would over HTTP. */
export function simulateVisitors(crowd: Crowd): SimulatedVisitors {
  const people = visitorIds(crowd.people)
  const leaving = new AbortController()
  const inside = new Set<Promise<void>>()

  async function comeAndGo(): Promise<void> {
    let next = performance.now()
    while (!leaving.signal.aborted) {
      // The time between two who come independently of each other is exponentially distributed.
      next += (-Math.log(1 - Math.random()) / crowd.perSecond) * 1_000
      const early = next - performance.now()
      if (early > 0) await delay(early, undefined, { signal: leaving.signal })
      const visit = checkOut(people[Math.floor(Math.random() * people.length)] ?? '')
      inside.add(visit)
      visit.finally(() => inside.delete(visit))
    }
  }

  async function checkOut(visitor: string): Promise<void> {
    try {
      const answer = await fetch(`${crowd.url}/api/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ visitor, lines: [{ product: 'seeds', quantity: 1 }] }),
      })
      crowd.onCheckout?.({ at: Date.now(), ...((await answer.json()) as Order | OutOfReach) })
    } catch {
      // The shop is closed: whoever comes then leaves without having bought anything.
    }
  }

  const coming = comeAndGo().catch(() => {})
  return {
    async stop() {
      leaving.abort()
      await coming
      await Promise.all(inside)
    },
  }
}
