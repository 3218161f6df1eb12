import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '@bunting/flag-server/database/embedded-postgres/free-port.ts'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../support/test-database.ts'
import { waitFor } from '../support/wait-for.ts'
import { buildImage, type Stage } from './build-image.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const PATH_WITH_OUR_NODE = `${dirname(process.execPath)}:${process.env.PATH}`
const run = promisify(execFile)

let folder: string
let image: Stage
const servers: ChildProcess[] = []

// There is no Docker here: the image's own commands, on what git tracks, in folders.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunting-image-'))
  await chmod(folder, 0o755)
  const context = join(folder, 'context')
  await copyTracked(context)
  image = await buildImage({ context, folder, environment: await buildEnvironment() })
}, 180_000)

afterEach(async () => {
  for (const server of servers.splice(0)) await stop(server)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

it('is built on the Node that everything is tested with', async () => {
  const manifest = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8'))
  expect(image.base).toBe(`node:${manifest.devDependencies.node}-bookworm-slim`)
})

it('does not run as root', () => {
  expect(image.user).toBe('node')
})

it('serves the API and the admin UI on the database it is given, and stops on SIGTERM', async () => {
  const database = await createTestDatabase()
  const server = await startImage({ DATABASE_URL: database.url })
  const page = await fetch(server.url, { headers: { accept: 'text/html' } })
  expect(await page.text()).toContain('<!doctype html>')
  expect((await fetch(`${server.url}/api/openapi.json`)).status).toBe(200)
  expect((await fetch(`${server.url}/api/docs`)).status).toBe(200)
  expect(await server.checkHealth()).toBe(0)
  expect(await server.stop()).toBe(0)
  expect(await server.checkHealth()).toBe(1)
})

it('runs a Postgres of its own on its volume when it is given none', async () => {
  const server = await startImage({})
  expect(await server.checkHealth()).toBe(0)
  await access(join(image.root, 'data', 'postgres', 'data', 'PG_VERSION'))
  expect(await server.stop()).toBe(0)
})

/** Runs the image's command as a container would, but on a free port of the loopback interface. */
async function startImage(environment: Record<string, string>) {
  const port = await freePort()
  const env = {
    PATH: PATH_WITH_OUR_NODE,
    ...image.environment,
    DATA_DIR: join(image.root, image.environment.DATA_DIR ?? ''),
    HOST: '127.0.0.1',
    PORT: String(port),
    ...environment,
  }
  const inImage = { cwd: join(image.root, image.directory), env }
  const [program, ...args] = image.command ?? ['false']
  const server = spawn(program, args, { ...inImage, stdio: ['ignore', 'ignore', 'inherit'] })
  servers.push(server)
  const checkHealth = async () => {
    const [check, ...words] = image.healthCheck ?? ['false']
    const checking = spawn(check, words, { ...inImage, stdio: 'inherit' })
    return (await once(checking, 'exit'))[0]
  }
  const url = `http://127.0.0.1:${port}`
  const isReady = async () => (await fetch(`${url}/health/ready`)).ok
  const ended = once(server, 'exit').then(([code]) => `it ended with code ${code}`)
  expect(await Promise.race([waitFor(isReady, { timeoutMs: 20_000 }), ended])).toBe(true)
  return { url, checkHealth, stop: () => stop(server) }
}

/** Answers its exit code. */
async function stop(server: ChildProcess): Promise<number | null> {
  if (server.exitCode !== null || server.signalCode !== null) return server.exitCode
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  return (await ended)[0]
}

/** The build's context: what git tracks or would, so that nothing built before can slip in. */
async function copyTracked(target: string): Promise<void> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const { stdout } = await run('git', args, { cwd: REPOSITORY, maxBuffer: 10_000_000 })
  for (const path of new Set(stdout.split('\0'))) {
    if (path === '') continue
    await mkdir(dirname(join(target, path)), { recursive: true })
    await cp(join(REPOSITORY, path), join(target, path)).catch((error) => {
      // Removed, but not yet committed so.
      if (error.code !== 'ENOENT') throw error
    })
  }
}

/** That of a clean machine, but with packages from where this checkout was installed from. */
async function buildEnvironment(): Promise<NodeJS.ProcessEnv> {
  const modules = await readFile(join(REPOSITORY, 'node_modules', '.modules.yaml'), 'utf8')
  const store = modules.match(/"storeDir": "(.*)"/)?.[1]
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(HOME|TMPDIR|npm_config_registry|.*_proxy|.*CA_(CERTS|BUNDLE)|SSL_CERT_.*)$/i.test(name),
  )
  return {
    ...Object.fromEntries(kept),
    PATH: PATH_WITH_OUR_NODE,
    CI: 'true',
    ...(store ? { npm_config_store_dir: dirname(store) } : {}),
  }
}
