import { type ChildProcess, spawn } from 'node:child_process'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { PROTOCOL } from '@bunting/protocol'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createTestDatabase } from '../support/test-database.ts'
import { waitFor } from '../support/wait-for.ts'

const MAIN = fileURLToPath(new URL('../../services/flag-server/src/main.ts', import.meta.url))

let made = 0
/** A word that is nowhere else. Looks like what may stand in its place. */
const secret = (shape = 'secret') => `${shape}-${(++made).toString(36)}-${crypto.randomUUID()}`

interface Running {
  readonly url: string
  readonly child: ChildProcess
  /** All that it has printed so far. */
  said(): string
}

async function start(env: Record<string, string>): Promise<Running> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'debug', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  const hear = (data: Buffer) => {
    text += data.toString()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const url = await waitFor(() => /Admin UI +(\S+)/.exec(text)?.[1], {
    what: 'the server to start',
    timeoutMs: 20_000,
  })
  return { url, child, said: () => text }
}

/** Any request, however broken; its answer does not matter. */
function send(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(url), { method, path, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function hello(url: string, path: string, headers: Record<string, string>, text: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, PROTOCOL, { headers })
  const over = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => undefined)
  socket.on('open', () => socket.send(text))
  await over
}

it('says no key, token, password or cookie in its log, at its most talkative, even when it fails', async () => {
  const { url: databaseUrl } = await createTestDatabase()
  const adminToken = secret('admin-token')
  const database = new URL(databaseUrl)
  const server = await start({ DATABASE_URL: databaseUrl, BUNTING_ADMIN_TOKEN: adminToken })
  const { url } = server
  const secrets = [adminToken, database.password]
  const keep = (shape?: string): string => {
    const word = secret(shape)
    secrets.push(word)
    return word
  }
  const json = { 'content-type': 'application/json' }
  const admin = { authorization: `Bearer ${adminToken}` }

  const setup = /setup#token=(\S+)/.exec(server.said())?.[1] ?? ''
  const person = { name: 'Ana', email: 'ana@shop.example', password: keep('password') }
  const setUp = JSON.stringify({ ...person, token: setup })
  expect(await send(url, 'POST', '/api/v1/setup', json, setUp)).toBe(201)

  async function everywhere(): Promise<void> {
    const signIn = (password: string) => JSON.stringify({ email: person.email, password })
    await send(url, 'POST', '/api/v1/sign-in', json, signIn(person.password))
    await send(url, 'POST', '/api/v1/sign-in', json, signIn(keep('password')))
    await send(url, 'POST', '/api/v1/sign-in', json, `{"password":"${keep()}",`)
    await send(url, 'POST', '/api/v1/sign-in', json, JSON.stringify({ password: [keep()] }))
    await send(url, 'POST', `/api/v1/sign-in?password=${keep()}`, json, '{}')
    await send(url, 'POST', '/api/v1/setup', json, setUp.replace(setup, keep()))
    await send(url, 'GET', '/api/v1/projects', admin)
    await send(url, 'GET', '/api/v1/projects', { authorization: `Bearer ${keep('bunting_pat')}` })
    await send(url, 'GET', '/api/v1/projects', { authorization: `Basic ${keep()}` })
    await send(url, 'GET', '/api/v1/projects', { cookie: `bunting.session_token=${keep()}` })
    await send(url, 'GET', `/api/v1/projects/${keep()}?token=${keep()}`, admin)
    await send(url, 'GET', `/api/v1/%zz${keep()}`, admin)
    await send(url, 'GET', '/nothing', { 'x-api-key': keep(), referer: `http://x/?t=${keep()}` })
    const keys = '/api/v1/projects/default/environments/production/sdk-keys'
    await send(url, 'POST', keys, { ...admin, ...json }, '{"kind":"server","name":"shop"}')
    await send(url, 'POST', keys, { ...admin, ...json }, JSON.stringify({ key: keep() }))
    const sdk = { authorization: `Bearer ${keep('bunting_server_')}` }
    await send(url, 'GET', '/sdk/v1/ruleset', sdk)
    await send(url, 'POST', '/sdk/v1/events', { ...sdk, ...json }, `{"key":"${keep()}"}`)
    const greeting = { type: 'hello', sdk: { name: 'x', version: '1' }, instance: 'i' }
    const withKey = (key: string) => JSON.stringify({ ...greeting, key })
    await hello(url, '/sdk/v1/stream', sdk, withKey(keep('bunting_client_')))
    await hello(url, '/sdk/v1/stream', {}, withKey(keep('bunting_client_')))
    await hello(url, `/sdk/v1/stream?key=${keep()}`, {}, `{"type":"hello","key":"${keep()}"`)
    await hello(url, `/api/v1/projects/default/live?token=${keep()}`, { cookie: keep() }, '')
  }

  await everywhere()
  // The same while nothing that is asked of Postgres succeeds: queries carry what they were asked.
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  onTestFinished(() => client.end())
  for (const table of ['user', 'session', 'account', 'sdk_keys', 'projects', 'setup_tokens']) {
    await client.query(`alter table "${table}" rename to "${table}_gone"`)
  }
  await everywhere()
  await waitFor(() => /Failed query|does not exist/.test(server.said()), {
    what: 'the log to tell of a query that failed',
  })

  const log = server.said()
  for (const word of secrets) expect(log.includes(word), word.split('-', 1)[0]).toBe(false)
  // The link for the first administrator is printed, to whoever starts the server, on purpose.
  expect(log.split(setup)).toHaveLength(2)
  expect(log).not.toMatch(/\bparams:/)
})
