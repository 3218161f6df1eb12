import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import {
  type Application,
  type Bootstrap,
  createClient,
  type EvaluationContext,
  type FeatureFlags,
} from '@bunting/client'
import { checkOptions } from './check-options.ts'
import { createBootstrap } from './create-bootstrap.ts'
import { nodeSocket } from './node-socket.ts'
import { nodeTime } from './node-time.ts'
import { type Logger, reportWarning } from './report-warning.ts'
import { SDK } from './version.ts'

/** Times are in milliseconds. */
export interface FeatureFlagsOptions {
  /** Where the flag server is: `https://flags.example.com`. */
  readonly url: string
  /** Server SDK key. Travels in a header, never in a URL, and is never logged. */
  readonly key: string | undefined
  /** Shown with this process under Connections in the admin UI. */
  readonly application?: Application | undefined
  /** Names this process among its like. Default: host name, process id and a random part. */
  readonly instance?: string | undefined
  /** Where warnings go; the default is `process.emitWarning`, each cause once. */
  readonly logger?: Logger | undefined
  /** Silence after which a connection counts as dead. Default 45,000: three heartbeats. */
  readonly silenceMs?: number | undefined
  /** Default 10,000. */
  readonly connectTimeoutMs?: number | undefined
  /** Most there is between two attempts, unless the server asks for more. Default 10,000. */
  readonly maxReconnectDelayMs?: number | undefined
}

export interface NodeFeatureFlags extends FeatureFlags {
  /**
   * What a page that is rendered for this context starts with, for `<FeatureFlagsProvider bootstrap>`:
   * the decision of every flag that is available to client-side SDKs, and no rules. Does not count
   * as an evaluation.
   */
  bootstrapFor(context: EvaluationContext): Bootstrap
}

/**
 * Feature flags that are kept up to date by a stream and asked for in memory. Connects at once and
 * by itself for ever after, and never keeps the process from ending.
 * @throws Error for options that can never work; for nothing else, then or later
 */
export function createFeatureFlags(options: FeatureFlagsOptions): NodeFeatureFlags {
  checkOptions(options)
  const { url, key = '', instance = defaultInstance(), logger, ...rest } = options
  const client = createClient(
    { ...rest, url, key, instance, sdk: SDK },
    {
      openSocket: nodeSocket(key),
      time: nodeTime,
      random: Math.random,
      warn: reportWarning(logger),
    },
  )
  client.start()
  return Object.assign(client, { bootstrapFor: createBootstrap(client) })
}

function defaultInstance(): string {
  return `${hostname().slice(0, 64)}:${process.pid}:${randomBytes(4).toString('hex')}`
}
