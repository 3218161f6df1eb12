import { createFeatureFlags, type NodeFeatureFlags } from '@bunting/node'
import { onTestFinished } from 'vitest'
import type { TestServer } from './test-server.ts'

/** A Node SDK on this server, connected and ready; closed at the end of the test. */
export async function connectSdk(
  server: TestServer,
  options: { instance?: string; key?: string; url?: string } = {},
): Promise<NodeFeatureFlags> {
  const key = options.key ?? (await server.admin.createSdkKey('server')).key
  const featureFlags = createFeatureFlags({
    url: options.url ?? server.url,
    key,
    ...(options.instance && { instance: options.instance }),
  })
  onTestFinished(() => featureFlags.close())
  await featureFlags.ready({ timeoutMs: 10_000 })
  return featureFlags
}
