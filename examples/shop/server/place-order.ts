import type { FeatureFlags } from '@bunting/node'
import type { FastifyInstance } from 'fastify'
import { legacyCheckout, newCheckout } from './checkouts.ts'
import { PRODUCTS } from './products.ts'
import { createSuppliers } from './suppliers.ts'
import { NEW_CHECKOUT } from './visitors.ts'

export interface OrderRequest {
  readonly visitor: string
  readonly lines: readonly { readonly product: string; readonly quantity: number }[]
}

export interface Order {
  readonly number: number
  readonly totalCents: number
  readonly arrives: string
}

const OrderRequest = {
  type: 'object',
  additionalProperties: false,
  required: ['visitor', 'lines'],
  properties: {
    visitor: { type: 'string', minLength: 1, maxLength: 128 },
    lines: {
      type: 'array',
      minItems: 1,
      maxItems: PRODUCTS.length,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['product', 'quantity'],
        properties: {
          product: { enum: PRODUCTS.map(({ id }) => id) },
          quantity: { type: 'integer', minimum: 1, maximum: 99 },
        },
      },
    },
  },
}

/**
 * The same flag on the server's side. `run` calls the checkout that the flag chooses; while a release
 * runs on the flag, an order that fails in it is what the release is watching for.
 */
export function serveOrders(api: FastifyInstance, featureFlags: FeatureFlags): void {
  const suppliers = createSuppliers(featureFlags)
  let lastNumber = 1_041
  api.post<{ Body: OrderRequest }>(
    '/api/orders',
    { schema: { body: OrderRequest } },
    async (request, reply): Promise<Order> => {
      const { visitor, lines } = request.body
      const totalCents = lines.reduce((sum, { product, quantity }) => {
        return sum + priceOf(product) * quantity
      }, 0)
      const arrives = await featureFlags.run(
        NEW_CHECKOUT,
        { targetingKey: visitor },
        {
          on: () => newCheckout(suppliers, totalCents),
          off: () => legacyCheckout(suppliers, totalCents),
        },
      )
      lastNumber += 1
      reply.status(201)
      return { number: lastNumber, totalCents, arrives }
    },
  )
}

function priceOf(id: string): number {
  return PRODUCTS.find((product) => product.id === id)?.priceCents ?? 0
}
