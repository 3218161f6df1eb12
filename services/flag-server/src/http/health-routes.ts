import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'

/** For load balancers and orchestrators. None of them needs a key, none says more than it must. */
export async function healthRoutes(
  app: FastifyInstance,
  { config, db, listener }: Services,
): Promise<void> {
  const options = { schema: { hide: true } }

  app.get('/health', options, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({
      status: 'healthy',
      timestamp: new Date().toISOString(),
      version: config.version,
    }),
  )

  /** The process answers. Restarting it would not help a database that is away. */
  app.get('/health/live', options, async () => ({ status: 'live' }))

  /** New work may be sent here. */
  app.get('/health/ready', options, async (_request, reply) => {
    const checks = {
      database: await isMigrated(),
      listener: listener.listening(),
    }
    const ready = Object.values(checks).every(Boolean)
    if (!ready) reply.code(503).header('retry-after', '2')
    return { status: ready ? 'ready' : 'not ready', checks }
  })

  /** The newest thing migrations made answers: the database is there and of our shape. */
  async function isMigrated(): Promise<boolean> {
    try {
      await db.execute(sql`select 1 from segments limit 1`)
      return true
    } catch {
      return false
    }
  }
}
