import type { TestProject } from 'vitest/node'
import { oncePerRun } from './once-per-run.ts'
import { startTestCluster } from './test-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated template database of this run's Postgres: see `createTestDatabase`. */
    templateUrl: string
  }
}

const cluster = oncePerRun('postgres', startTestCluster, (started) => started.stop())

/** vitest's global setup of every project whose tests use SQL. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('templateUrl', (await cluster.use()).url)
}

export async function teardown(): Promise<void> {
  await cluster.release()
}
