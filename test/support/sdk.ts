import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { type Application, createFeatureFlags, type NodeFeatureFlags } from '@bunting/node'
import { decodeFrame } from '@bunting/protocol/wire'
import { onTestFinished } from 'vitest'
import type { RulesetHeader } from './client-by-the-book.ts'
import type { TestServer } from './test-server.ts'
import { waitFor } from './wait-for.ts'

export interface SdkOptions {
  /** Of the server unless told. */
  readonly url?: string
  /** A new server key of `production` unless told. */
  readonly key?: string
  readonly instance?: string
  readonly application?: Application
}

/**
 * A Node SDK on this server, connected and ready, with all that was changed in `production` by now: a
 * server hears of a change a moment after whoever made it. Closed at the end of the test.
 */
export async function connectSdk(
  server: Pick<TestServer, 'url' | 'admin'>,
  options: SdkOptions = {},
): Promise<NodeFeatureFlags> {
  const newest = await newestRevision(server)
  const key = options.key ?? (await server.admin.createSdkKey('server')).key
  const featureFlags = createFeatureFlags({ url: server.url, ...options, key })
  onTestFinished(() => featureFlags.close())
  const { phase } = await featureFlags.ready({ timeoutMs: 10_000 })
  // Another phase is what a test is about.
  if (phase === 'ready') {
    await waitFor(() => (featureFlags.status().revision ?? 0) >= newest, {
      what: `revision ${newest}`,
    })
  }
  return featureFlags
}

/** Until the server serves a server key of `production` all that was changed there by now. */
export async function untilServed(
  server: Pick<TestServer, 'url' | 'admin'>,
  key: string,
): Promise<void> {
  const newest = await newestRevision(server)
  const headers = { authorization: `Bearer ${key}` }
  await waitFor(
    async () => {
      const answer = await fetch(`${server.url}/sdk/v1/ruleset`, { headers })
      const { header } = decodeFrame(await answer.text())
      return (header as RulesetHeader).revision >= newest
    },
    { what: `revision ${newest}` },
  )
}

/** 0 when the database is away: then nothing was changed. */
async function newestRevision({ admin }: Pick<TestServer, 'admin'>): Promise<number> {
  const { status, body } = await admin.request<ProjectView>('GET', '/projects/default')
  if (status !== 200) return 0
  return body.environments.find(({ key }) => key === 'production')?.revision ?? 0
}
