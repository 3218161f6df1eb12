import type { FeatureFlags } from '@bunting/node'
import type { FastifyInstance } from 'fastify'
import { PRODUCTS } from './products.ts'
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

/** The same flag on the server's side: who has the new checkout gets the faster courier with it. */
export function serveOrders(api: FastifyInstance, featureFlags: FeatureFlags): void {
  let lastNumber = 1_041
  api.post<{ Body: OrderRequest }>(
    '/api/orders',
    { schema: { body: OrderRequest } },
    async (request, reply): Promise<Order> => {
      const { visitor, lines } = request.body
      const express = featureFlags.isEnabled(NEW_CHECKOUT, { targetingKey: visitor })
      lastNumber += 1
      reply.status(201)
      return {
        number: lastNumber,
        totalCents: lines.reduce((sum, line) => sum + priceOf(line.product) * line.quantity, 0),
        arrives: express ? 'tomorrow' : 'in 3 to 5 working days',
      }
    },
  )
}

function priceOf(id: string): number {
  return PRODUCTS.find((product) => product.id === id)?.priceCents ?? 0
}
