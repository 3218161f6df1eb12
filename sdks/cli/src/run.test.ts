import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { run } from './run.ts'
import { createScreen } from './terminal/screen.ts'

const TOKEN = 'bunting_personal_secret'

/** What was typed, told as a terminal would show it; nothing sleeps. */
async function bunting(line: string, env: NodeJS.ProcessEnv) {
  const written = { out: '', said: '' }
  let clock = 0
  const code = await run({
    typed: line.split(' '),
    env,
    screen: createScreen(
      env,
      { write: (text) => (written.out += text) },
      { write: (text) => (written.said += text) },
    ),
    time: {
      now: () => clock,
      sleep: async (ms) => {
        clock += ms
      },
    },
  })
  expect(written.out + written.said).not.toContain(TOKEN)
  return { code, ...written }
}

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    request.resume()
    answer(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function json(response: ServerResponse, status: number, body: object, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

it.each([
  [{}, 'where is the flag server?'],
  [{ BUNTING_URL: 'flags' }, '"flags" is no address of a server'],
  [{ BUNTING_URL: `https://ana:${TOKEN}@flags` }, 'the address holds a password'],
  [{ BUNTING_URL: 'https://flags' }, 'There is no token'],
  [{ BUNTING_URL: 'https://flags', BUNTING_TOKEN: `${TOKEN}\nx` }, 'characters that no token has'],
  [{ BUNTING_URL: 'https://flags', BUNTING_TOKEN: 'a', BUNTING_TOKEN_FILE: 'b' }, 'both set'],
  [{ BUNTING_URL: 'https://flags', BUNTING_TOKEN_FILE: '/nowhere/at/all' }, 'ENOENT'],
])('needs to know where and who: %j', async (env, sentence) => {
  const { code, out, said } = await bunting('flags', env)
  expect([code, out]).toEqual([2, ''])
  expect(said).toContain(sentence)
})

it('takes the token from a file, and says what it is itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bunting-cli-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'token')
  await writeFile(file, `${TOKEN}\n`)
  const heard: (string | undefined)[] = []
  const url = await serve(({ headers }, response) => {
    heard.push(headers.authorization, headers['user-agent'])
    json(response, 200, { entries: [] })
  })
  const answer = await bunting('history --json', { BUNTING_URL: url, BUNTING_TOKEN_FILE: file })
  expect(answer).toEqual({ code: 0, out: '{"entries":[]}\n', said: '' })
  expect(heard).toEqual([`Bearer ${TOKEN}`, expect.stringMatching(/^bunting-cli\/\d+\.\d+\.\d+$/)])
})

it('knows a page of a proxy, a redirect and another product from the flag server', async () => {
  const url = await serve((request, response) => {
    if (request.url?.includes('/html')) {
      response.setHeader('content-type', 'text/html').end('<h1>Sign in</h1>')
    } else if (request.url?.includes('/moved')) {
      response.writeHead(302, { location: 'https://sign-in.example.com' }).end()
    } else json(response, 200, { status: 'fine' })
  })
  const said = async (project: string) => {
    const env = { BUNTING_URL: url, BUNTING_TOKEN: TOKEN }
    const answer = await bunting(`flags -p ${project} --json`, env)
    expect(JSON.parse(answer.out).error.code).toBe('unexpected_answer')
    expect(answer.code).toBe(1)
    return answer.said
  }
  expect(await said('html')).toContain('answered 200 with text/html')
  expect(await said('moved')).toContain('answered 302, on to https://sign-in.example.com')
  expect(await said('other')).toContain('answered 200 with application/json')
})

it('says after how long to try again', async () => {
  const problem = { code: 'too_many_requests', detail: 'too many requests of this token' }
  const url = await serve((_, response) => json(response, 429, problem, { 'retry-after': '7' }))
  const { code, out, said } = await bunting('flag x', { BUNTING_URL: url, BUNTING_TOKEN: TOKEN })
  expect([code, out]).toEqual([1, ''])
  expect(said).toBe('bunting: too many requests of this token\n  Try again in 7 s\n')
})

it('kills as soon as the database is back, and gives up when the time is over', async () => {
  let away = 3
  const problem = { code: 'database_unavailable', detail: 'the database cannot be reached' }
  const url = await serve((request, response) => {
    if (away-- > 0) return json(response, 503, problem, { 'retry-after': '2' })
    const { pathname } = new URL(request.url ?? '', 'http://server')
    if (pathname.endsWith('/kill')) return json(response, 200, { revision: 7, changed: true })
    const delivery = { connected: 0, applied: 0, p99Ms: null, laggards: [], silent: [] }
    json(response, 200, delivery)
  })
  const env = { BUNTING_URL: url, BUNTING_TOKEN: TOKEN }
  expect(await bunting('kill x -e production', env)).toMatchObject({
    code: 0,
    out: expect.stringContaining('killed x in production, revision 7'),
  })
  away = 1_000
  expect(await bunting('kill x -e production', env)).toMatchObject({
    code: 1,
    out: '',
    said: expect.stringContaining(
      'x is not known to be killed: the database cannot be reached\n  Try again in 2 s',
    ),
  })
})

it('ends with 2 and the help where nothing was typed', async () => {
  const { code, out, said } = await bunting('--json', {})
  expect([code, out]).toEqual([2, ''])
  expect(said).toContain('Usage: bunting COMMAND')
})
