import { type Client, createClient, type Warning } from '@bunting/client'
import { browserTime } from './browser-time.ts'
import { openBrowserSocket } from './open-browser-socket.ts'
import { VERSION } from './version.ts'
import { randomId } from './visitor-id.ts'

export interface FeatureFlagsClientOptions {
  /** Of the flag server: `https://flags.example.com`. */
  readonly url: string
  /** An SDK key of kind `client`. It is no secret, and travels in the first message, never in the URL. */
  readonly clientKey: string
  /** Shown beside the connection in the admin UI. */
  readonly application?: { readonly name?: string; readonly version?: string }
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
  const client = createBrowserClient(options)
  client.start()
  return client
}

/** The same, not connected until its `start()`. */
export function createBrowserClient(options: FeatureFlagsClientOptions): Client {
  const { url, clientKey, application, warn = warnOnConsole } = options
  return createClient(
    {
      url,
      key: clientKey,
      keyInHello: true,
      sdk: { name: '@bunting/react', version: VERSION },
      instance: randomId(),
      ...(application && { application }),
    },
    { openSocket: openBrowserSocket, time: browserTime, random: Math.random, warn },
  )
}

function warnOnConsole({ message }: Warning): void {
  console.warn(`Bunting: ${message}`)
}
