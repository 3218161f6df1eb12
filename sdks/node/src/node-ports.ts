import type { Ports } from '@bunting/client'
import type { FeatureFlagsOptions } from './feature-flags-options.ts'
import { nodeHttp } from './node-http.ts'
import { nodeSocket } from './node-socket.ts'
import { nodeTime } from './node-time.ts'
import { proxyFor } from './proxy.ts'
import { reportWarning } from './report-warning.ts'
import { tunnelThrough } from './tunnel.ts'

const BAD_PROXY =
  'the proxy that the environment names is not like http://proxy.example:3128; connecting without it'

/** What Node lends the client. Stream and requests take the same way to the server. */
export function nodePorts(server: string, key: string, options: FeatureFlagsOptions): Ports {
  const { logger, connectTimeoutMs = 10_000 } = options
  const warn = reportWarning(logger)
  const proxy = proxyFor(server, () => warn({ cause: 'proxy', message: BAD_PROXY }))
  const toServer = /^(https|wss):/.test(server) ? 'tls' : 'plain'
  return {
    openSocket: nodeSocket(key, proxy && tunnelThrough(proxy, toServer, connectTimeoutMs)),
    http: nodeHttp(server, proxy, connectTimeoutMs),
    time: nodeTime,
    random: Math.random,
    warn,
  }
}
