import { type BasicClient, whenReady } from '@bunting/client'
import { browserTime } from './browser-time.ts'

export interface FirstFlags {
  readonly arrived: Promise<unknown>
  /** True once they came, or cannot come, or took too long: nobody waits for them again. */
  over: boolean
}

const waits = new WeakMap<BasicClient, FirstFlags>()

const PATIENCE_MS = 5_000

/** One promise for each client: React wants the same one at every try. */
export function firstFlags(client: BasicClient): FirstFlags {
  let wait = waits.get(client)
  if (!wait) {
    const arrived = whenReady(
      client,
      browserTime,
    )({ timeoutMs: PATIENCE_MS }).then(() => {
      begun.over = true
    })
    const begun: FirstFlags = { arrived, over: false }
    waits.set(client, begun)
    wait = begun
  }
  return wait
}
