import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { decodeFrame, PROTOCOL } from '@bunting/protocol'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createAdminApi } from '../support/admin-api.ts'
import { createTestDatabase } from '../support/test-database.ts'
import { waitFor } from '../support/wait-for.ts'

const MAIN = fileURLToPath(new URL('../../services/flag-server/src/main.ts', import.meta.url))
const TOKEN = 'a-token-of-more-than-32-characters'
const FILES = 256

/** The server as a process of its own, which may open no more than so many files. */
async function startLimited(): Promise<{ url: string; child: ChildProcess }> {
  const command = `ulimit -n ${FILES} && exec "${process.execPath}" "${MAIN}"`
  const { url: DATABASE_URL } = await createTestDatabase()
  const child = spawn('sh', ['-c', command], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE_URL,
      BUNTING_ADMIN_TOKEN: TOKEN,
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  })
  let printed = ''
  child.stdout?.on('data', (data) => {
    printed += data
  })
  const url = await waitFor(() => printed.match(/Admin UI +(\S+)/)?.[1], { timeoutMs: 20_000 })
  return { url, child }
}

it('takes as many sockets as it has files for, refuses the others clearly, and outlives a flood', async () => {
  const { url, child } = await startLimited()
  const admin = createAdminApi(url, TOKEN)
  await admin.createFlag({ key: 'toggled', type: 'boolean' })
  const { key } = await admin.createSdkKey('server')

  const received = new Map<WebSocket, number>()
  const statuses: number[] = []
  const opening = Array.from({ length: FILES }, async () => {
    const headers = { authorization: `Bearer ${key}` }
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sdk/v1/stream`, PROTOCOL, {
      headers,
    })
    onTestFinished(() => socket.terminate())
    socket.on('error', () => undefined)
    socket.on('unexpected-response', (_request, { statusCode }) => statuses.push(statusCode ?? 0))
    socket.on('message', (data) => {
      const { revision, to } = decodeFrame(data.toString()).header as Record<string, number>
      received.set(socket, revision ?? to ?? 0)
    })
    socket.on('open', () => {
      const sdk = { name: 'by-hand', version: '1' }
      socket.send(JSON.stringify({ type: 'hello', sdk, instance: 'i' }))
    })
    await Promise.race([
      once(socket, 'open'),
      once(socket, 'close'),
      once(socket, 'unexpected-response'),
    ]).catch(() => undefined)
  })
  await Promise.all(opening)
  await waitFor(() => received.size === FILES - 100, { what: 'as many as there is room for' })
  expect(statuses.length).toBeGreaterThan(0)
  expect(new Set(statuses)).toEqual(new Set([503]))

  // More connections than there are files left, which say nothing.
  const flood: Socket[] = Array.from({ length: FILES }, () =>
    connectTcp(Number(new URL(url).port), '127.0.0.1')
      .on('error', () => undefined)
      .resume(),
  )
  onTestFinished(() => {
    for (const socket of flood) socket.destroy()
  })
  await waitFor(() => flood.filter(({ destroyed }) => destroyed).length > 100, {
    what: 'the flood to be cut',
  })
  expect(child.exitCode).toBeNull()
  for (const socket of flood) socket.destroy()
  const { revision } = await waitFor(
    () => admin.configure('toggled', { on: true }).catch(() => undefined),
    {
      what: 'the admin API to have room',
    },
  )
  await waitFor(() => [...received.values()].every((held) => held === revision), {
    what: 'the change to reach every socket',
  })
})
