import { startServer } from '@bunting/flag-server'
import type { Config } from '@bunting/flag-server/config.ts'
import type { Limits } from '@bunting/flag-server/stream/limits.ts'
import { setWallClock } from './wall-clock.ts'

/** The real server as a process of its own: its clock can be moved, and it finds out sooner who is gone. */
export interface ServerArguments {
  readonly databaseUrl: string
  readonly adminToken: string
}

const LIMITS: Partial<Limits> = {
  helloMs: 3_000,
  heartbeatMs: 1_000,
  checkMs: 1_000,
  silenceMs: 5_000,
  maxBufferedBytes: 64 * 1_024,
}

const given: ServerArguments = JSON.parse(process.argv[2] ?? '{}')
const config: Config = {
  ...given,
  port: 0,
  host: '127.0.0.1',
  dataDir: '.bunting',
  version: 'faults',
  publicUrl: undefined,
  prometheusUrl: undefined,
  trustProxy: false,
  rateLimits: { signIn: 0, api: 6_000, sdk: 120_000 },
  logLevel: 'warn',
}

process.on('message', ({ wallClockMs }: { wallClockMs: number }) => setWallClock(wallClockMs))
process.once('disconnect', () => process.exit())
const server = await startServer(config, { limits: LIMITS })
process.once('SIGTERM', async () => {
  await server.stop()
  process.disconnect()
  process.exit()
})
process.send?.({ id: 0, answer: Number(new URL(server.url).port) })
