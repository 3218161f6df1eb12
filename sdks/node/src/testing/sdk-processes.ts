import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Content, flagServing } from '@bunting/client/testing'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { CERTIFICATE } from './certificate.ts'
import { type ConnectProxy, startConnectProxy } from './connect-proxy.ts'
import { type ProtocolServer, startProtocolServer } from './protocol-server.ts'

export const KEY = 'bunting-server-key-1'
const CONTENT: Content = { revision: 1, flags: [flagServing('new-checkout', true)] }

const NODE_20 = '../../../../test/support/node-20/node_modules/node/bin/node'

/** The oldest and the usual one, for `describe.each`. */
export const NODES: readonly (readonly [string, string])[] = [
  ['20', fileURLToPath(new URL(NODE_20, import.meta.url))],
  ['24', process.execPath],
]

/** To start a process takes seconds on a machine that has much else to do. */
export const SOON = { timeout: 15_000 } as const

export const PRINT_PHASE = 'console.log((await featureFlags.ready({ timeoutMs: 300 })).phase)'
/** Goes on when the SDK has warned, however long that takes. */
export const UNTIL_WARNED = `
  const holding = setInterval(() => {}, 1_000)
  await new Promise((resolve) => process.once('warning', resolve))
  clearInterval(holding)
  `
export const PRINT_FLAG =
  "await featureFlags.ready(); console.log(featureFlags.isEnabled('new-checkout'))"

export interface Ended {
  readonly exitCode: number
  readonly output: string
  readonly errors: string
}

export interface SdkProcess {
  readonly child: ChildProcess & { readonly stdin: NodeJS.WritableStream }
  readonly ended: Promise<Ended>
  output(): string
}

export interface ProcessOptions {
  readonly options?: object
  readonly env?: Readonly<Record<string, string | undefined>>
}

/**
 * A process that uses the SDK as the script says, and ends when it has nothing left to do. A line
 * from here ends its `await told()`. It complains when the SDK keeps it for longer than two seconds.
 */
export type Start = (url: string, script: string, options?: ProcessOptions) => SdkProcess

export interface SdkProcesses {
  readonly folder: string
  /** A file with the certificate that `livingServer` shows. */
  readonly trust: string
  on(node: string): { readonly start: Start; run(...how: Parameters<Start>): Promise<Ended> }
  livingServer(options?: { content?: Content; tls?: boolean }): Promise<ProtocolServer>
  /** Takes connections and never says a word. */
  silentUrl(): Promise<string>
  /** Where nobody listens. */
  deadUrl(): Promise<string>
  proxyTo(server: ProtocolServer): Promise<ConnectProxy>
}

/**
 * Real processes with the SDK as one file of JavaScript, as Node 20 reads no TypeScript. What a test
 * starts is gone after it.
 */
export function sdkProcesses(): SdkProcesses {
  const folder = mkdtempSync(join(tmpdir(), 'bunting-processes-'))
  const sdk = join(folder, 'sdk.mjs')
  const trust = join(folder, 'certificate.pem')
  const cleanups: (() => unknown)[] = []
  beforeAll(async () => {
    writeFileSync(trust, CERTIFICATE.cert)
    const input = fileURLToPath(new URL('../index.ts', import.meta.url))
    const bundle = await rolldown({ input, platform: 'node' })
    await bundle.write({ file: sdk, format: 'esm' })
  })
  afterEach(async () => {
    await Promise.all(cleanups.splice(0).map((cleanup) => cleanup()))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function livingServer({ content = CONTENT, tls = false } = {}): Promise<ProtocolServer> {
    const server = await startProtocolServer(KEY, content, { tls })
    cleanups.push(() => server.stop())
    return server
  }

  function start(
    node: string,
    url: string,
    script: string,
    { options = {}, env = {} }: ProcessOptions = {},
  ): SdkProcess {
    const all = JSON.stringify({ url, key: KEY, maxReconnectDelayMs: 20, ...options })
    const source = `
      import { createFeatureFlags } from ${JSON.stringify(pathToFileURL(sdk).href)}
      const told = () => new Promise((resolve) => process.stdin.once('data', (line) => {
        process.stdin.destroy()
        resolve(String(line))
      }))
      const featureFlags = createFeatureFlags(${all})
      ${script}
      const doneAt = performance.now()
      process.on('exit', () => {
        if (performance.now() - doneAt > 2_000) console.log('was kept waiting')
      })`
    const child = spawn(node, ['--input-type=module', '--eval', source], {
      env: { ...process.env, ...env },
    })
    cleanups.push(() => child.kill('SIGKILL'))
    let output = ''
    let errors = ''
    child.stdout.on('data', (data) => {
      output += data
    })
    child.stderr.on('data', (data) => {
      errors += data
    })
    const ended = once(child, 'close').then(([exitCode]) => {
      return { exitCode, output: output.trim(), errors }
    })
    return { child, ended, output: () => output }
  }

  return {
    folder,
    trust,
    on(node) {
      const startOn: Start = (...how) => start(node, ...how)
      return { start: startOn, run: (...how) => startOn(...how).ended }
    },
    livingServer,
    async silentUrl() {
      const server = createServer((socket) => {
        socket.on('error', () => {})
        cleanups.push(() => socket.destroy())
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      cleanups.push(() => server.close())
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    async deadUrl() {
      const server = await livingServer()
      await server.stop()
      return server.url
    },
    async proxyTo({ port }) {
      const proxy = await startConnectProxy(port)
      cleanups.push(() => proxy.stop())
      return proxy
    },
  }
}
