import type { BasicClient, ClientCore, Companion, Warning } from '@bunting/client'
import { pollForRuleset, recordEvents, snapshotOf, watchAge } from '@bunting/client/companions'
import { createDependents, RARE_OPERATORS } from '@bunting/evaluator/operators'
import { browserHttp } from './browser-http.ts'
import { followPage } from './follow-page.ts'
import { keepCachedFlags } from './keep-cached-flags.ts'

export { createExposures } from '@bunting/evaluator'

export interface LaterOptions {
  /** Where its flags are kept; undefined: nowhere. */
  readonly cacheName: string | undefined
  readonly warn: (warning: Warning) => void
}

/**
 * What a client does besides answering and following the stream. Bundlers make a chunk of its own of
 * this, which a page loads once it has been painted.
 */
export function accompany(client: BasicClient, { cacheName, warn }: LaterOptions): void {
  let sendEvents = (): void => {}
  client.accompany(({ learn }) => void learn(RARE_OPERATORS, createDependents))
  client.accompany(watchAge)
  client.accompany(withHttp(pollForRuleset))
  client.accompany(
    withHttp((core, client) => {
      // Told that the client closes, it sends what it has; a page that ends is no other matter.
      const onEvent: ClientCore['onEvent'] = (listener) => {
        sendEvents = () => listener({ type: 'closing' })
        return core.onEvent(listener)
      }
      return recordEvents({ ...core, onEvent }, client)
    }),
  )
  // In Node there is no page.
  if (typeof document === 'undefined') return
  client.accompany((core) => {
    const kept = { ...client, snapshot: () => snapshotOf(core) }
    const write = cacheName ? keepCachedFlags({ client: kept, name: cacheName, warn }) : () => {}
    const follow = followPage(() => {
      sendEvents()
      write()
    })
    return follow(core, client)
  })
}

function withHttp(companion: Companion): Companion {
  return (core, client) =>
    companion({ ...core, ports: { ...core.ports, http: browserHttp } }, client)
}
