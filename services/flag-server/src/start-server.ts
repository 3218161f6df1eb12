import { makeSetupToken } from './accounts/setup.ts'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { startEmbeddedPostgres } from './database/embedded-postgres.ts'
import { migrate } from './database/migrate.ts'
import { createLogger } from './http/logger.ts'
import { startServices } from './services.ts'
import { LIMITS, type Limits } from './stream/limits.ts'

export interface RunningServer {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string
  readonly databaseUrl: string
  /** The one-time link that makes the first administrator; null when there is one. */
  readonly setupUrl: string | null
  /** Says goodbye to sockets, lets requests finish, and stops its own Postgres. */
  stop(): Promise<void>
}

/** Starts the whole server. When it resolves, it is healthy and listens. */
export async function startServer(
  config: Config,
  { limits }: { limits?: Partial<Limits> } = {},
): Promise<RunningServer> {
  const log = createLogger(config.logLevel)
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbeddedPostgres({ dataDir: config.dataDir, log })
  const databaseUrl = config.databaseUrl ?? embedded?.url ?? ''
  const stops: (() => Promise<void>)[] = []
  if (embedded) stops.push(() => embedded.stop())

  async function stop(): Promise<void> {
    for (const stopOne of stops.reverse()) await stopOne()
    stops.length = 0
  }

  try {
    await migrate(databaseUrl)
    const local = `http://${config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host}`
    let url = config.publicUrl ?? `${local}:${config.port}`
    const services = await startServices(config, databaseUrl, () => url, log, {
      ...LIMITS,
      ...limits,
    })
    stops.push(() => services.stop())
    const app = await buildApp({ services, logger: log, ...(limits && { limits }) })
    stops.push(() => app.close())
    // Room for thousands who come back at once; the system may allow less.
    await app.listen({ port: config.port, host: config.host, backlog: 4_096 })
    const address = app.server.address()
    const port = typeof address === 'object' && address ? address.port : config.port
    url = config.publicUrl ?? `${local}:${port}`
    const token = await makeSetupToken(services.db)
    return {
      url,
      databaseUrl,
      setupUrl: token && `${url}/setup#token=${token}`,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
