import {
  type Client,
  type CreatedClient,
  completeClient,
  createBasicClient,
  type Warning,
} from '@bunting/client'
import { COMMON_OPERATORS, createRulesetWith } from '@bunting/evaluator'
import { browserTime } from './browser-time.ts'
import { cacheName, readCachedFlags } from './cached-flags.ts'
import { heard } from './heard.ts'
import { holdEvidence } from './hold-evidence.ts'
import { holdRareOperators } from './hold-rare-operators.ts'
import { loadLater } from './load-later.ts'
import { openBrowserSocket } from './open-browser-socket.ts'
import { VERSION } from './version.ts'
import { randomId } from './visitor-id.ts'

/** Which server, with which key; the rest has defaults. */
export interface FeatureFlagsClientOptions {
  /** Of the flag server: `https://flags.example.com`. */
  readonly url: string
  /** An SDK key of kind `client`. It is no secret, and travels in the first message, never in the URL. */
  readonly clientKey: string
  /** Shown beside the connection in the admin UI. */
  readonly application?: { readonly name?: string; readonly version?: string }
  /** Whether flags are kept in local storage, and the next visit starts with them. Default true. */
  readonly cache?: boolean
  /** Age in milliseconds past which flags count as stale once more: `onStale`. Default: no limit. */
  readonly maxStalenessMs?: number
  /** Whether the server is told how often each variant was served. Default true. */
  readonly countEvaluations?: boolean
  /**
   * Names that the page reports by `track`, such as `['checkout_failed']`. A release that one of them
   * guards then knows that silence means that all is well.
   */
  readonly metrics?: readonly string[]
  /** What a person should know of. Default: `console.warn`. */
  readonly warn?: (warning: Warning) => void
}

/**
 * Flags for code outside React, or for a `<FeatureFlagsProvider client={…}>`. Connects at once;
 * `close()` ends it. The same questions as in Node, each with its context:
 * `client.isEnabled('new-checkout', { targetingKey: visitorId() })`.
 * @throws Error when `url` or `clientKey` cannot be one
 */
export function createFeatureFlagsClient(options: FeatureFlagsClientOptions): Client {
  const client = completeClient(createBrowserClient(options))
  client.start()
  return client
}

/** What hooks need of it, not connected until its `start()`; with the flags of an earlier visit. */
export function createBrowserClient(options: FeatureFlagsClientOptions): CreatedClient {
  const { url, clientKey, application, maxStalenessMs, countEvaluations, metrics } = options
  const { cache = true, warn = warnOnConsole } = options
  // A server has no visits.
  const name = cache && typeof document !== 'undefined' ? cacheName(url, clientKey) : undefined
  const { openSocket, release } = holdRareOperators(openBrowserSocket, browserTime)
  const instance = randomId()
  const evidence = holdEvidence()
  const created = createBasicClient(
    createRulesetWith(COMMON_OPERATORS, { instance, exposures: evidence.exposures }),
    {
      url,
      key: clientKey,
      keyInHello: true,
      sdk: { name: '@bunting/react', version: VERSION },
      instance,
      application,
      maxStalenessMs,
      countEvaluations,
      metrics,
    },
    { openSocket, time: browserTime, random: Math.random, warn },
  )
  const { client } = created
  client.accompany(evidence.companion)
  client.accompany(
    loadLater(
      () => import('./later/index.ts'),
      ({ accompany, createExposures }) => {
        accompany(client, { cacheName: name, warn })
        evidence.release(createExposures())
        release()
      },
    ),
  )
  client.onStatus(({ phase }) => phase === 'ready' && heard.add(client))
  const cached = name && readCachedFlags(name)
  // What is damaged would be reported at every visit.
  if (cached && !client.restore(cached.snapshot, cached.ageMs)) localStorage.removeItem(name)
  return created
}

function warnOnConsole({ message }: Warning): void {
  console.warn(`Bunting: ${message}`)
}
