import { Failure } from '../failure.ts'
import type { Api } from './api.ts'
import { environmentPath } from './place.ts'
import { Connected, Delivery } from './shapes.ts'

/** How far a change has come when it was looked at last. */
export interface Watched {
  /** Every connected SDK said that it has it; also where none is connected. */
  readonly confirmed: boolean
  readonly connected: number
  readonly applied: number
  /** From commit until 99 % had said so, in milliseconds; null: nobody has. */
  readonly tookMs: number | null
  readonly laggards: Delivery['laggards']
  /** Addresses of server processes that did not answer: nobody knows of their SDKs. */
  readonly silent: readonly string[]
  /** Why nothing is known: the server was away to the end. */
  readonly away: string | undefined
}

export interface Time {
  /** Milliseconds. */
  now(): number
  sleep(ms: number): Promise<void>
}

const FIRST_MS = 50
const MOST_MS = 500

/** Looks until all have confirmed it, or the time is over; a server that is away may come back. */
export async function watchDelivery(
  api: Api,
  place: { readonly project: string; readonly environment: string },
  revision: number,
  {
    timeoutMs,
    time,
    onProgress,
  }: {
    readonly timeoutMs: number
    readonly time: Time
    onProgress(watched: Watched): void
  },
): Promise<Watched> {
  const until = time.now() + timeoutMs
  let last: Watched = { ...NOTHING, away: undefined }
  for (let pauseMs = FIRST_MS; ; pauseMs = Math.min(MOST_MS, pauseMs * 1.5)) {
    last = await look(api, place, revision, last)
    const leftMs = until - time.now()
    if (last.confirmed || leftMs <= 0) return last
    onProgress(last)
    await time.sleep(Math.min(pauseMs, leftMs))
  }
}

const NOTHING = {
  confirmed: false,
  connected: 0,
  applied: 0,
  tookMs: null,
  laggards: [],
  silent: [],
}

async function look(
  api: Api,
  { project, environment }: { readonly project: string; readonly environment: string },
  revision: number,
  last: Watched,
): Promise<Watched> {
  const path = environmentPath(project, environment)
  try {
    const delivery = await api.get(`${path}/revisions/${revision}/delivery`, Delivery)
    const { applied, connected, p99Ms: tookMs, laggards, silent } = delivery
    const seen = { connected, applied, tookMs, laggards, silent, away: undefined }
    if (applied < connected || silent.length > 0) return { ...seen, confirmed: false }
    // Each server process writes down its own within 100 ms; whether one is missing, they are asked.
    const now = await api.get(`${path}/connections?limit=1`, Connected)
    const known = { ...seen, connected: Math.max(connected, now.connected), silent: now.silent }
    return { ...known, confirmed: applied >= now.connected && now.silent.length === 0 }
  } catch (error) {
    if (error instanceof Failure && mayPass(error)) return { ...last, away: error.message }
    throw error
  }
}

/** Worth asking again in a moment: the server is away, restarts, or was asked too often. */
export function mayPass({ code, status }: Failure): boolean {
  return code === 'server_away' || status === 429 || (status !== undefined && status >= 502)
}
