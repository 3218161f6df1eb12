import { randomBytes } from 'node:crypto'
import { type RunningServer, startServer } from '@bunting/flag-server'
import type { Config } from '@bunting/flag-server/config.ts'
import type { Limits } from '@bunting/flag-server/stream/limits.ts'
import { type AdminApi, createAdminApi } from './admin-api.ts'
import { createTestDatabase } from './test-database.ts'

export interface TestServer extends RunningServer {
  readonly adminToken: string
  /** The admin API with the admin token. */
  readonly admin: AdminApi
}

export interface TestServerOptions {
  /** To share a database, or to come back to one; a new one unless told. */
  readonly databaseUrl?: string
  /** To come back at the same address; a free one unless told. */
  readonly port?: number
  readonly limits?: Partial<Limits>
  readonly config?: Partial<Config>
}

/** The real server, in this process, on a real Postgres, on a free port. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const databaseUrl = options.databaseUrl ?? (await createTestDatabase()).url
  const adminToken = randomBytes(24).toString('hex')
  const server = await startServer(
    {
      port: options.port ?? 0,
      host: '127.0.0.1',
      databaseUrl,
      dataDir: '.bunting',
      version: 'test',
      adminToken,
      publicUrl: undefined,
      prometheusUrl: undefined,
      trustProxy: false,
      // Nobody signs in as often as tests do; the others are the defaults.
      rateLimits: { signIn: 0, api: 6_000, sdk: 120_000 },
      logLevel: 'error',
      ...options.config,
    },
    options.limits && { limits: options.limits },
  )
  return { ...server, adminToken, admin: createAdminApi(server.url, adminToken) }
}
