import { setTimeout as delay } from 'node:timers/promises'
import {
  type SimulatedVisitors,
  simulateVisitors,
} from '../examples/shop/simulation/simulate-visitors.ts'
import type { ReleaseDetail } from '../services/flag-server/src/releases/release-schemas.ts'
import type { ReleaseState } from '../services/flag-server/src/releases/release-state.ts'
import type { DemoApi } from './demo-api.ts'
import { begin, findRelease, startRelease, TROUBLES } from './demo-release.ts'
import { delivered, moves, somebodyIsThere } from './demo-watch.ts'

/**
 * With these the guard takes 16 s at 25 % in the median, 40 s in one of a hundred releases and 52 s in
 * one of a thousand (4,000 simulated ones), so that all of it is over in less than two minutes.
 */
export const CROWD = { people: 10_000, perSecond: 60 }

const BROKEN_AT = 25_000
/** So that the birds are seen before it begins. */
const LOOK_AROUND_MS = 4_000

export interface BreakIt {
  readonly api: DemoApi
  readonly shopUrl: string
  /** A release that is not started. */
  readonly id: string
  readonly say: (line: string) => void
}

export interface BrokenRelease {
  readonly visitors: SimulatedVisitors
  /** Resolves when the release is over and that was told, with how it ended. */
  readonly over: Promise<ReleaseState>
}

/** Visitors come in, the release starts, the new checkout breaks: tells what happens when it does. */
export function breakIt({ api, shopUrl, id, say }: BreakIt): BrokenRelease {
  const failures: number[] = []
  let checkouts = 0
  const visitors = simulateVisitors({
    ...CROWD,
    url: shopUrl,
    onCheckout(checkout) {
      if ('code' in checkout && checkout.code === 'COURIER_OUT_OF_REACH') failures.push(checkout.at)
      if (failures.length > 0) checkouts += 1
    },
  })

  async function play(): Promise<ReleaseState> {
    await begin(api, 'bank-fails-percent')
    await somebodyIsThere(api, id)
    if ((await findRelease(api, id)).state === 'draft') await startRelease(api, id)
    let [state, isBroken]: [ReleaseState, boolean] = ['draft', false]
    for await (const release of moves(api, id)) {
      state = release.state
      const startedAt = Date.parse(release.startedAt ?? release.now)
      const tell = (text: string) => say(`  ${clock(Date.now() - startedAt)}  ${text}`)
      tell(sentence(release))
      if (state === 'running' && release.share === BROKEN_AT && !isBroken) {
        isBroken = true
        await delay(LOOK_AROUND_MS)
        await begin(api, 'courier-fails-percent')
        const { percent } = TROUBLES['courier-fails-percent']
        tell(`The new checkout starts failing for ${percent} % of its calls.`)
      }
      if (state === 'rolled_back') await tellHowFast(release)
    }
    return state
  }

  async function tellHowFast({ endedAt, revision }: ReleaseDetail): Promise<void> {
    const [first] = failures
    if (first === undefined || endedAt === null) return
    const seconds = ((Date.parse(endedAt) - first) / 1_000).toFixed(1)
    const { connected, p99Ms } = await delivered(api, revision)
    const clients = connected === 1 ? 'the only client' : `the last of ${connected} clients`
    const cost = `${failures.length} of ${checkouts.toLocaleString('en')} orders`
    say(`        From the first failure to the decision ${seconds} s, in which it cost ${cost}.`)
    say(`        From the decision to ${clients} off ${Math.round(p99Ms ?? 0)} ms.`)
  }

  return { visitors, over: play() }
}

function sentence({ state, stage, share, why }: ReleaseDetail): string {
  if (state !== 'running') return why
  const has = `${share / 1_000} % of the visitors have the new checkout.`
  return stage === 0 ? `The release has started: ${has}` : has
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
