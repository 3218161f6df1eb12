import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { flagServing } from '@bunting/client/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { type ProtocolServer, startProtocolServer } from './testing/protocol-server.ts'

const KEY = 'bunting-server-key-1'
const INDEX = new URL('./index.ts', import.meta.url).href

const cleanups: (() => unknown)[] = []
afterEach(() => Promise.all(cleanups.splice(0).map((cleanup) => cleanup())))

/** A process that uses the SDK as the script says, and ends when it has nothing left to do. */
function start(url: string, script: string, options = {}) {
  const source = `
    import { createFeatureFlags } from ${JSON.stringify(INDEX)}
    const featureFlags = createFeatureFlags(${JSON.stringify({ url, key: KEY, ...options })})
    ${script}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source])
  cleanups.push(() => child.kill('SIGKILL'))
  let output = ''
  let errors = ''
  child.stdout.on('data', (data) => (output += data))
  child.stderr.on('data', (data) => (errors += data))
  const ended = once(child, 'close').then(([exitCode]) => {
    return { exitCode, output: output.trim(), errors }
  })
  return { child, ended, output: () => output }
}

const run = (...started: Parameters<typeof start>) => start(...started).ended

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Where nobody listens. */
async function deadUrl(): Promise<string> {
  const server = createServer()
  const url = await listen(server)
  server.close()
  await once(server, 'close')
  return url
}

async function livingServer(): Promise<ProtocolServer> {
  const flags = [flagServing('new-checkout', true)]
  const server = await startProtocolServer(KEY, { revision: 1, flags })
  cleanups.push(() => server.stop())
  return server
}

/** Takes connections and never says a word. */
function silentUrl(): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    cleanups.push(() => socket.destroy())
  })
  return listen(server)
}

const PRINT_STATUS = 'console.log((await featureFlags.ready({ timeoutMs: 300 })).phase)'

describe('a process with feature flags', { timeout: 20_000 }, () => {
  it('ends by itself while connected', async () => {
    const { url } = await livingServer()
    const { exitCode, output } = await run(
      url,
      "await featureFlags.ready(); console.log(featureFlags.isEnabled('new-checkout'))",
    )
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'true' })
  })

  it('ends by itself with nobody to connect to', async () => {
    const { exitCode, output } = await run(await deadUrl(), PRINT_STATUS)
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'starting' })
  })

  it('ends by itself in the middle of an attempt to connect', async () => {
    const { exitCode, output } = await run(await silentUrl(), PRINT_STATUS)
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'starting' })
  })

  it('does not end before those who wait for the flags are answered', async () => {
    const { exitCode, output } = await run(
      await silentUrl(),
      `const at = performance.now(); await featureFlags.ready({ timeoutMs: 500 })
      console.log(performance.now() - at >= 499)`,
    )
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: 'true' })
  })

  it('ends at once after close, though the other side does not answer any more', async () => {
    const server = await livingServer()
    const { child, ended, output } = start(
      server.url,
      `console.log((await featureFlags.ready()).phase)
      process.stdin.once('data', async () => {
        process.stdin.destroy()
        const at = performance.now()
        await featureFlags.close()
        process.on('exit', () => console.log(performance.now() - at < 1_000))
      })`,
    )
    await expect.poll(output).toContain('ready')
    server.connections[0]?.socket.pause()
    child.stdin.write('close')
    expect(await ended).toMatchObject({ exitCode: 0, output: 'ready\ntrue' })
  })

  it('is warned of an outage once, and not told the key', async () => {
    const { errors } = await run(await deadUrl(), PRINT_STATUS, { maxReconnectDelayMs: 20 })
    expect(errors.match(/BuntingWarning/g)).toHaveLength(1)
    expect(errors).toContain('ECONNREFUSED')
    expect(errors).not.toContain(KEY)
  })
})
