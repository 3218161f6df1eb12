import type { FeatureFlags } from '@bunting/node'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance } from 'fastify'
import { serveOrders } from './place-order.ts'
import { PRODUCTS } from './products.ts'
import { serveVisitors } from './visitor-feed.ts'

export interface ShopOptions {
  readonly featureFlags: FeatureFlags
  /** What the page needs for flags of its own. A client key is no secret. */
  readonly page: { readonly url: string; readonly clientKey: string }
  /** Folder of the built storefront. */
  readonly storefront: string
  /** `warn` unless told. */
  readonly logLevel?: 'warn' | 'silent'
}

export function createShopApi({
  featureFlags,
  page,
  storefront,
  logLevel = 'warn',
}: ShopOptions): FastifyInstance {
  const api = Fastify({ logger: { level: logLevel }, forceCloseConnections: true })
  api.register(fastifyStatic, { root: storefront })
  api.get('/config.json', (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return page
  })
  api.get('/api/products', () => ({ products: PRODUCTS }))
  api.get('/health', () => ({ status: 'healthy', flags: featureFlags.status().phase }))
  serveVisitors(api, featureFlags)
  serveOrders(api, featureFlags)
  return api
}
