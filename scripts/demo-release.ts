import type {
  NewRelease,
  ReleaseDetail,
  ReleaseList,
} from '../services/flag-server/src/releases/release-schemas.ts'
import { type DemoApi, ENVIRONMENT, FLAGS } from './demo-api.ts'

const FLAG = `${ENVIRONMENT}/flags/new-checkout`
const COMMENT = 'npm run demo -- --break-it'

/** A canary in a hurry: seconds where a real one takes minutes and hours. Beyond 25 % a person is asked. */
const CANARY: NewRelease = {
  strategy: 'canary',
  stages: [
    stage(1_000, 10),
    stage(5_000, 10),
    stage(25_000, 90),
    stage(50_000, 90),
    stage(100_000, 0),
  ],
  guards: [{ kind: 'errors', windowMs: 15_000 }],
  comment: COMMENT,
}

/** Nothing is proven in ten seconds, so the shortest bake is the longest. */
function stage(share: number, seconds: number) {
  return { share, bakeMs: seconds * 1_000, longestBakeMs: seconds * 1_000 }
}

/** What goes wrong in the shop, as flags that it asks how often; see examples/shop/server/suppliers.ts. */
export const TROUBLES = {
  'bank-fails-percent': { name: 'Game day: the bank fails', percent: 1 },
  'courier-fails-percent': { name: 'Game day: the courier of the new checkout fails', percent: 5 },
} as const

export type Trouble = keyof typeof TROUBLES

/** A release of the flag, not started; where an earlier run left one, it is put away. */
export async function planRelease(api: DemoApi): Promise<ReleaseDetail> {
  for (const state of ['live', 'draft']) {
    const { releases } = await api<ReleaseList>(
      'GET',
      `${ENVIRONMENT}/releases?flag=new-checkout&state=${state}`,
      [200],
    )
    for (const { id, comment } of releases) {
      const isInTheWay = state === 'live' || comment === COMMENT
      if (isInTheWay) await api('POST', `${ENVIRONMENT}/releases/${id}/abort`, [200])
    }
  }
  await api('POST', `${FLAG}/unlock`, [200])
  return api('POST', `${FLAG}/releases`, [201], CANARY)
}

export function startRelease(api: DemoApi, id: string): Promise<ReleaseDetail> {
  return api('POST', `${ENVIRONMENT}/releases/${id}/start`, [200])
}

export function findRelease(api: DemoApi, id: string): Promise<ReleaseDetail> {
  return api('GET', `${ENVIRONMENT}/releases/${id}`, [200])
}

/** All of them, and none begun. */
export async function makeTroubles(api: DemoApi): Promise<void> {
  for (const [key, { name, percent }] of Object.entries(TROUBLES)) {
    await api('POST', FLAGS, [201, 409], {
      key,
      name,
      type: 'number',
      kind: 'operational',
      variants: { never: 0, sometimes: percent },
      tags: ['game-day'],
      clientSide: false,
    })
  }
  await endTroubles(api)
}

export async function begin(api: DemoApi, trouble: Trouble): Promise<void> {
  const fallthrough = { variant: 'sometimes' }
  await api('PATCH', `${ENVIRONMENT}/flags/${trouble}`, [200], { on: true, fallthrough })
}

export async function endTroubles(api: DemoApi): Promise<void> {
  for (const key of Object.keys(TROUBLES)) {
    await api('PATCH', `${ENVIRONMENT}/flags/${key}`, [200], { on: false })
  }
}
