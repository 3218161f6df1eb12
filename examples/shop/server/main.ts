import { fileURLToPath } from 'node:url'
import { createFeatureFlags } from '@bunting/node'
import { createShopApi } from './shop-api.ts'

const {
  BUNTING_URL = 'http://127.0.0.1:8080',
  BUNTING_SDK_KEY = '',
  BUNTING_CLIENT_KEY = '',
  HOST = '127.0.0.1',
  PORT = '8081',
} = process.env

const featureFlags = createFeatureFlags({
  url: BUNTING_URL,
  key: BUNTING_SDK_KEY,
  application: { name: 'shop', version: '0.1.0' },
})
await featureFlags.ready({ timeoutMs: 2_000 })

const api = createShopApi({
  featureFlags,
  page: { url: BUNTING_URL, clientKey: BUNTING_CLIENT_KEY },
  storefront: fileURLToPath(new URL('../dist', import.meta.url)),
})

async function stop(): Promise<void> {
  await api.close()
  await featureFlags.close()
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

console.log(`Shop: ${await api.listen({ host: HOST, port: Number(PORT) })}`)
