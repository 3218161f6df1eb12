import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createAdminApi } from '@bunting/test/support/admin-api.ts'
import { WebSocket } from 'ws'
import { builtServer } from '../../../scripts/built-server.ts'
import { startCrowd } from './client-crowd.ts'
import type { Contender } from './contender.ts'
import type { Target } from './orders.ts'
import { startProbed } from './probed-server.ts'

const FLAGS = 50

export interface BuntingContender extends Contender {
  readonly target: Target
  /** How long the delta of a change is. */
  deltaBytes(): Promise<number>
  /** Ends the process, and waits for its end. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts another at the same address, on the same database. */
  startAgain(): Promise<void>
}

/** The real server, on a real Postgres of its own in `home`. */
export async function startBunting(home: string, processes: number): Promise<BuntingContender> {
  const token = randomBytes(24).toString('hex')
  const script = await builtServer()
  const start = (port: string) =>
    startProbed(
      script,
      { PORT: port, DATA_DIR: home, DATABASE_URL: '', BUNTING_ADMIN_TOKEN: token },
      /Admin UI +(\S+)/,
    )
  let server = await start('0')
  const { url } = server
  const admin = createAdminApi(url, token)
  for (let index = 0; index < FLAGS; index += 1) {
    await admin.createFlag({ key: `flag-${index}`, type: 'boolean' })
  }
  const { key } = await admin.createSdkKey('server')
  let { on, revision } = await admin.configure('flag-7', { on: true })

  async function change(): Promise<void> {
    const changed = await admin.configure('flag-7', { on: !on })
    on = changed.on
    revision = changed.revision
  }

  return {
    subject: 'bunting',
    target: { url: `${url}/sdk/v1/stream`, key, speaks: 'bunting' },
    get server() {
      return server
    },
    crowd: startCrowd(processes),
    next: () => revision + 1,
    change,
    async newest() {
      const headers = { authorization: `Bearer ${key}` }
      const response = await fetch(`${url}/sdk/v1/ruleset`, { headers })
      await response.arrayBuffer()
      return response.headers.get('etag')?.replaceAll('"', '') ?? 'none'
    },
    deltaBytes: () => readDelta(url, key, change),
    async end(signal) {
      const ended = once(server.child.process, 'exit')
      server.child.process.kill(signal)
      await ended
    },
    async startAgain() {
      server = await start(new URL(url).port)
    },
  }
}

/** Read off the wire. */
async function readDelta(url: string, key: string, change: () => Promise<void>): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sdk/v1/stream`, 'bunting.v1', {
    headers: { authorization: `Bearer ${key}` },
  })
  await once(socket, 'open')
  const sdk = { name: 'bench', version: '1' }
  const first = once(socket, 'message')
  socket.send(JSON.stringify({ type: 'hello', sdk, instance: 'bench' }))
  await first
  const second = once(socket, 'message')
  await change()
  const [delta] = await second
  socket.terminate()
  return delta.length
}
