import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { createAdminApi } from './admin-api.ts'
import { UNSETTLE } from './unsteady.ts'
import { waitFor } from './wait-for.ts'

const MAIN = fileURLToPath(new URL('../../services/flag-server/src/main.ts', import.meta.url))
const TOKEN = 'a-token-of-more-than-32-characters'

export interface ReplicaProcess {
  readonly child: ChildProcess
  readonly url: string
  readonly admin: ReturnType<typeof createAdminApi>
}

/** The server as a process that can be stopped and killed; gone at the end of the test. */
export async function startReplica(databaseUrl: string): Promise<ReplicaProcess> {
  const child = spawn(process.execPath, [...UNSETTLE, MAIN], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      BUNTING_ADMIN_TOKEN: TOKEN,
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  let printed = ''
  child.stdout.on('data', (data) => {
    printed += data
  })
  const url = await waitFor(() => printed.match(/Admin UI +(\S+)/)?.[1], { timeoutMs: 20_000 })
  return { child, url, admin: createAdminApi(url, TOKEN) }
}
