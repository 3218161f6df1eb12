import { fileURLToPath } from 'node:url'
import { createTestFeatureFlags } from '@bunting/client/testing'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createShopApi } from './shop-api.ts'

function shop(newCheckout: boolean, others: Readonly<Record<string, number>> = {}) {
  const featureFlags = createTestFeatureFlags({ 'new-checkout': newCheckout, ...others })
  const api = createShopApi({
    featureFlags,
    page: { url: 'https://flags.example.com', clientKey: 'client-key' },
    storefront: fileURLToPath(new URL('../public', import.meta.url)),
    logLevel: 'silent',
  })
  onTestFinished(() => api.close())
  return { featureFlags, api }
}

const order = (api: FastifyInstance, lines: object[]) =>
  api.inject({ method: 'POST', url: '/api/orders', payload: { visitor: 'visitor-001', lines } })

describe('the shop’s API', () => {
  it('tells the page where its flags are', async () => {
    const { api } = shop(false)
    const { json } = await api.inject('/config.json')
    expect(json()).toEqual({ url: 'https://flags.example.com', clientKey: 'client-key' })
  })

  it('tells who has the new checkout, and tells again when that changes', async () => {
    const { api, featureFlags } = shop(false)
    const url = await api.listen({ host: '127.0.0.1', port: 0 })
    const response = await fetch(`${url}/api/visitors/live`)
    const events = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await events?.read())?.value).not.toContain('"newCheckout":true')
    featureFlags.set('another-flag', true)
    featureFlags.set('new-checkout', true)
    expect((await events?.read())?.value).not.toContain('"newCheckout":false')
    await events?.cancel()
  })

  it('sends an order by the faster courier to those who have the new checkout', async () => {
    const lines = [{ product: 'seeds', quantity: 2 }]
    const legacy = await order(shop(false).api, lines)
    expect(legacy.statusCode).toBe(201)
    expect(legacy.json()).toMatchObject({ totalCents: 2_500, arrives: 'in 3 to 5 working days' })
    expect((await order(shop(true).api, lines)).json()).toMatchObject({ arrives: 'tomorrow' })
  })

  it('takes no order when a supplier that the checkout needs fails', async () => {
    const lines = [{ product: 'seeds', quantity: 2 }]
    const noCourier = { 'courier-fails-percent': 100 }
    const failed = await order(shop(true, noCourier).api, lines)
    expect(failed.statusCode).toBe(502)
    expect(failed.json()).toMatchObject({ code: 'COURIER_OUT_OF_REACH' })
    expect((await order(shop(false, noCourier).api, lines)).statusCode).toBe(201)
    expect(
      (await order(shop(false, { 'bank-fails-percent': 100 }).api, lines)).json(),
    ).toMatchObject({ code: 'BANK_OUT_OF_REACH' })
  })

  it('refuses an order of what it does not sell', async () => {
    const { api } = shop(true)
    expect((await order(api, [{ product: 'cat', quantity: 1 }])).statusCode).toBe(400)
    expect((await order(api, [])).statusCode).toBe(400)
  })
})
