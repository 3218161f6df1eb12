import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import {
  type Bootstrap,
  type Client,
  createClient,
  type EvaluationContext,
  type FeatureFlags,
  type ReadyOptions,
  type Status,
} from '@bunting/client'
import { answerPreviews, pollForRuleset, recordEvents } from '@bunting/client/companions'
import { type Cache, openCache } from './cache/open-cache.ts'
import { checkOptions } from './check-options.ts'
import { checkServer, warnOfClientKey } from './check-server.ts'
import { createBootstrap } from './create-bootstrap.ts'
import type { FeatureFlagsOptions } from './feature-flags-options.ts'
import { nodePorts } from './node-ports.ts'
import { readBootstrap } from './read-bootstrap.ts'
import { restoreFlags } from './restore-flags.ts'
import { unknownOptionWords } from './unknown-options.ts'
import { SDK } from './version.ts'

/** What `createFeatureFlags` answers: questions, changes, and how the flags are. */
export interface NodeFeatureFlags extends FeatureFlags {
  /** As every SDK's; with the option `offline` it resolves at once. */
  ready(options?: ReadyOptions): Promise<NodeStatus>
  /** How the flags are at this moment. */
  status(): NodeStatus
  /**
   * The flags in force as text, to be kept for the option `bootstrap`; undefined when there are none.
   * Holds everything the key may see: keep it where the key would be kept.
   */
  snapshot(): string | undefined
  /**
   * What a page that is rendered for this context starts with, for `<FeatureFlagsProvider bootstrap>`:
   * the decision of every flag that is available to client-side SDKs, and no rules. Does not count
   * as an evaluation.
   */
  bootstrapFor(context: EvaluationContext): Bootstrap
  /** As every SDK's; waits for the cache to be written as well, a second at most. */
  close(): Promise<void>
}

/** As every SDK's, and whether it is offline by its options. */
export interface NodeStatus extends Status {
  /** Set where the option `offline` is: nothing is tried, and nothing is wrong. */
  readonly offline?: true
}

/** What an offline client is made with: it never asks anybody. */
const NOBODY = { url: 'http://offline.invalid', key: 'offline' }

/**
 * Feature flags that are kept up to date by a stream and asked for in memory. Connects at once and
 * by itself for ever after, and never keeps the process from ending.
 * @throws Error for options that can never work, a bootstrap that is missing or damaged among them;
 * for nothing else, then or later
 *
 * @example
 * const featureFlags = createFeatureFlags({ url: 'https://flags.example.com', key: process.env.BUNTING_SDK_KEY })
 * await featureFlags.ready({ timeoutMs: 2_000 })
 * if (featureFlags.isEnabled('new-checkout', { targetingKey: user.id })) …
 */
export function createFeatureFlags(options: FeatureFlagsOptions): NodeFeatureFlags {
  checkOptions(options)
  const { offline, cacheDir, bootstrap, logger, ...rest } = options
  const { url = offline ? NOBODY.url : '', key = offline ? NOBODY.key : '' } = options
  if (!offline) checkServer(options.url, options.key)
  const { instance = defaultInstance(), previews = true } = options
  const ports = nodePorts(url, key, options)
  warnOfClientKey(key, (message) => ports.warn({ cause: 'client-key', message }))
  const unknown = unknownOptionWords(options)
  if (unknown !== undefined) ports.warn({ cause: 'unknown-option', message: unknown })
  const companions = offline ? [] : [recordEvents, pollForRuleset, answerPreviews]
  const settings = { ...rest, url, key, instance, previews, sdk: SDK }
  const client = createClient(settings, ports, companions)
  const spare = bootstrap === undefined ? undefined : readBootstrap(bootstrap)
  const cache = url === NOBODY.url ? undefined : openCache(cacheDir, url, key, ports.warn)
  restoreFlags(client, cache?.read(), spare)
  return Object.assign(client, {
    bootstrapFor: createBootstrap(client),
    ...(offline ? stayOffline(client) : follow(client, cache)),
  })
}

/** Connects, and keeps for the next start what it is told. */
function follow(client: Client, cache: Cache | undefined): Pick<FeatureFlags, 'close'> {
  const keeper = cache?.keep(client)
  const { close } = client
  client.start()
  return {
    async close() {
      await close()
      await keeper?.close()
    },
  }
}

/** Closed before it was ever started; what was restored answers. */
function stayOffline(client: Client): Pick<NodeFeatureFlags, 'ready' | 'status' | 'healthy'> {
  const { status } = client
  const offlineStatus = (): NodeStatus => ({ ...status(), offline: true })
  void client.close()
  return { ready: async () => offlineStatus(), status: offlineStatus, healthy: () => true }
}

function defaultInstance(): string {
  return `${hostname().slice(0, 64)}:${process.pid}:${randomBytes(4).toString('hex')}`
}
