import { createFeatureFlags, type NodeFeatureFlags } from '@bunting/node'

/** An application with visitors, whose new way can be broken. */
export interface Shop {
  readonly featureFlags: NodeFeatureFlags
  /** Lets visitors come; those before come no more. */
  open(flag: string, perSecond: number, failing: number): void
  break(failing: number): void
  faultAt(): number | undefined
  harmed(): number
  /** When the flag went off for somebody who had it on. */
  offAt(): number | undefined
  isReady(): Promise<boolean>
}

const STEP_MS = 50
const PROBES = Array.from({ length: 200 }, (_, n) => ({ targetingKey: `probe-${n}` }))

/** @param name of its visitors: nobody comes to two shops */
export function createShop(url: string, key: string, name: string): Shop {
  const featureFlags = createFeatureFlags({ url, key, cacheDir: false })
  let flag = ''
  let failing = 0
  let faulty = 0
  let timer: NodeJS.Timeout | undefined
  let came = 0
  let due = 0
  let faultAt: number | undefined
  let harmed = 0
  let probe: { readonly targetingKey: string } | undefined
  let offAt: number | undefined

  function fail(share: number): void {
    if (Math.random() < share) throw new Error('this order cannot be taken')
  }

  function newWay(): void {
    if (Math.random() < faulty) {
      faultAt ??= Date.now()
      harmed += 1
      throw new Error('the new way is broken')
    }
    fail(failing)
  }

  function visit(): void {
    came += 1
    const visitor = { targetingKey: `${name}-${came}` }
    try {
      featureFlags.run(flag, visitor, { on: newWay, off: () => fail(failing) })
    } catch {
      // The visitor sees an error page.
    }
  }

  featureFlags.subscribe(() => {
    if (probe && !featureFlags.isEnabled(flag, probe)) offAt ??= Date.now()
  })
  return {
    featureFlags,
    open(nextFlag, perSecond, share) {
      clearInterval(timer)
      flag = nextFlag
      failing = share
      faulty = 0
      faultAt = undefined
      harmed = 0
      probe = undefined
      offAt = undefined
      timer = setInterval(() => {
        for (due += (perSecond * STEP_MS) / 1_000; due >= 1; due -= 1) visit()
      }, STEP_MS)
    },
    break(share) {
      probe = PROBES.find((one) => featureFlags.isEnabled(flag, one))
      if (!probe) throw new Error(`nobody has ${flag} on: there is nothing to go off`)
      faulty = share
    },
    faultAt: () => faultAt,
    harmed: () => harmed,
    offAt: () => offAt,
    isReady: async () => (await featureFlags.ready({ timeoutMs: 30_000 })).phase === 'ready',
  }
}
