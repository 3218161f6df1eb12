import { randomBytes } from 'node:crypto'
import { buildApp } from '@bunting/flag-server/app.ts'
import { createLogger } from '@bunting/flag-server/http/logger.ts'
import { type Services, startServices } from '@bunting/flag-server/services.ts'
import { createTestDatabase } from './test-database.ts'

export interface AppUnderTest {
  readonly app: Awaited<ReturnType<typeof buildApp>>
  readonly services: Services
  /** It listens as well, for who needs a socket. */
  readonly url: string
  readonly adminToken: string
  stop(): Promise<void>
}

/** The real server with its inside at hand: what routes it has, and requests without a network. */
export async function startApp(): Promise<AppUnderTest> {
  const { url: databaseUrl } = await createTestDatabase()
  const adminToken = randomBytes(24).toString('hex')
  const logger = createLogger('error')
  const config = {
    port: 0,
    host: '127.0.0.1',
    databaseUrl,
    dataDir: '.bunting',
    version: 'test',
    adminToken,
    publicUrl: undefined,
    prometheusUrl: undefined,
    trustProxy: false as const,
    rateLimits: { signIn: 0, api: 0, sdk: 0 },
    logLevel: 'error',
  }
  let url = 'http://127.0.0.1'
  const services = await startServices(config, databaseUrl, () => url, logger)
  const app = await buildApp({ services, logger })
  url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    app,
    services,
    url,
    adminToken,
    async stop() {
      await app.close()
      await services.stop()
    },
  }
}
