import type { FastifyInstance } from 'fastify'
import { databaseFault } from '../health/database-fault.ts'
import { readDatabaseShape } from '../health/database-shape.ts'
import type { Services } from '../services.ts'

/** What the answers are made of. */
interface HealthSources {
  readonly config: Pick<Services['config'], 'version'>
  readonly db: Services['db']
  readonly listener: Pick<Services['listener'], 'listening'>
}

/** For load balancers and orchestrators. None of them needs a key, none says more than it must. */
export async function healthRoutes(
  app: FastifyInstance,
  { config, db, listener }: HealthSources,
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

  const shape = readDatabaseShape()
  let told: string | undefined

  /** New work may be sent here. */
  app.get('/health/ready', options, async (_request, reply) => {
    const fault = await databaseFault(db, shape)
    const why = [
      ...(fault === undefined ? [] : [fault]),
      ...(listener.listening() ? [] : ['the connection that hears changes is being made anew']),
    ]
    tell(why.join('; ') || undefined)
    const ready = why.length === 0
    if (!ready) reply.code(503).header('retry-after', '2')
    return {
      status: ready ? 'ready' : 'not ready',
      checks: { database: fault === undefined, listener: listener.listening() },
      ...(!ready && { why }),
    }
  })

  /** Probes ask every few seconds: the log has what is new. */
  function tell(why: string | undefined): void {
    if (why === told) return
    told = why
    if (why === undefined) app.log.info('ready again')
    else app.log.warn(`not ready: ${why}`)
  }
}
