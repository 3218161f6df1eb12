import type { BasicClient } from '@bunting/client'
import {
  createBrowserClient,
  type FeatureFlagsClientOptions,
} from './create-feature-flags-client.ts'

export interface SharedClient {
  readonly client: BasicClient
  /**
   * Connects while anybody holds it. Letting go takes effect a moment later, so that StrictMode's
   * unmount and remount, or one page's provider after another's, stay on one socket.
   */
  readonly hold: () => () => void
}

/**
 * One client for each server and key on the page, kept outside React: a render that suspends above
 * its provider loses all state it made, and would wait for a new client for ever. Making one
 * connects to nothing, so that a server may render too.
 */
const clients = new Map<string, SharedClient>()

export function sharedClient(options: FeatureFlagsClientOptions): SharedClient {
  const { url, clientKey, application } = options
  const name = JSON.stringify([url, clientKey, application])
  let shared = clients.get(name)
  if (!shared) {
    shared = share(createBrowserClient(options).client)
    clients.set(name, shared)
  }
  return shared
}

function share(client: BasicClient): SharedClient {
  let holders = 0
  return {
    client,
    hold: () => {
      holders += 1
      client.start()
      return () => {
        holders -= 1
        setTimeout(() => {
          if (holders === 0) void client.close()
        })
      }
    },
  }
}
