import type { NodeFeatureFlags } from '@bunting/node'

export interface Visitors {
  /** From now on the new way fails for everybody who is on it. */
  breakNewWay(): void
  /** When that hit the first visitor, in milliseconds since 1970; undefined when it has not yet. */
  firstFailureAt(): number | undefined
  stop(): void
}

export interface VisitorOptions {
  readonly flag: string
  /** Of each SDK. Default 100. */
  readonly perSecond?: number
}

const STEP_MS = 50

/** Visitors who come to applications with these SDKs and take whichever way the flag shows them. */
export function sendVisitors(
  sdks: readonly NodeFeatureFlags[],
  { flag, perSecond = 100 }: VisitorOptions,
): Visitors {
  const perStep = Math.max(1, Math.round((perSecond * STEP_MS) / 1_000))
  let isBroken = false
  let firstFailureAt: number | undefined
  let came = 0

  function visit(sdk: NodeFeatureFlags): void {
    came += 1
    const visitor = { targetingKey: `visitor-${came}` }
    const on = (): string => {
      if (!isBroken) return 'new'
      firstFailureAt ??= Date.now()
      throw new Error('the new way is broken')
    }
    try {
      sdk.run(flag, visitor, { on, off: () => 'old' })
    } catch {
      // The visitor sees an error page.
    }
  }

  const timer = setInterval(() => {
    for (const sdk of sdks) for (let n = 0; n < perStep; n++) visit(sdk)
  }, STEP_MS)
  return {
    breakNewWay() {
      isBroken = true
    },
    firstFailureAt: () => firstFailureAt,
    stop: () => clearInterval(timer),
  }
}
