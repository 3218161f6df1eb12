import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { freeAddress } from '../support/free-address.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { waitFor } from '../support/wait-for.ts'
import { runHere, runOnTerminal } from './run-here.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

it('tells a terminal in one line that it tries again, and takes the line away when it is done', async () => {
  await server.admin.createFlag({ key: 'away', type: 'boolean' })
  await server.admin.configure('away', { on: true })
  const sdk = await connectSdk(server)
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(server.url).port) })
  onTestFinished(() => proxy.close())
  proxy.cut()
  const { shown, ended } = runOnTerminal(['kill', 'away', '-e', 'production', '--json'], {
    BUNTING_URL: `http://127.0.0.1:${proxy.port}`,
    BUNTING_TOKEN: server.adminToken,
  })
  await waitFor(() => shown.said.includes('; trying again …'), { what: 'the line' })
  expect(shown.out).toBe('')
  proxy.mend()
  expect(await ended).toBe(0)
  // Each line is taken away by the next, and the last one leaves none.
  for (const line of shown.said.split('\r\u001b[K')) {
    expect(line).toMatch(/^(|cannot reach http:.* hung up; trying again …|applied on \d of 1 …)$/)
    expect(line.length).toBeLessThan(80)
  }
  expect(shown.said.endsWith('\r\u001b[K')).toBe(true)
  expect(JSON.parse(shown.out)).toMatchObject({ changed: true, delivery: { confirmed: true } })
  expect(sdk.isEnabled('away')).toBe(false)
})

it.each([
  ['no address', { BUNTING_URL: '' }, 2, 'where is the flag server?', 'export BUNTING_URL='],
  ['an address without http', { BUNTING_URL: 'localhost:1' }, 2, 'is no address', 'like https://'],
  ['no token', { BUNTING_TOKEN: '' }, 2, 'There is no token', 'set BUNTING_TOKEN'],
  ['a made-up token', { BUNTING_TOKEN: 'wrong' }, 1, 'none of this server', '/account, and set'],
])('says what to do with %s', async (_, env: object, code, sentence, advice) => {
  const whole = { BUNTING_URL: server.url, BUNTING_TOKEN: server.adminToken, ...env }
  const answer = await runHere(['flags'], whole)
  expect(answer).toMatchObject({ code, out: '' })
  expect(answer.said).toContain(sentence)
  expect(answer.said).toContain(advice)
})

it('says what to do where nobody is, with the key of an SDK, an address of the API, and a project that is none', async () => {
  const env = { BUNTING_URL: server.url, BUNTING_TOKEN: server.adminToken }
  const { key } = await server.admin.createSdkKey('server')
  const [nobody, sdkKey, api, project] = await Promise.all([
    runHere(['flags'], { ...env, BUNTING_URL: await freeAddress() }),
    runHere(['flags'], { ...env, BUNTING_TOKEN: key }),
    runHere(['flags'], { ...env, BUNTING_URL: `${server.url}/api/v1` }),
    runHere(['flags', '-p', 'defualt'], env),
  ])
  expect(nobody.said).toMatch(
    /nothing listens there\n {2}.*Is BUNTING_URL right, and the server up\?\n/,
  )
  expect(sdkKey.said).toContain(`Make a token at ${server.url}/account, and set BUNTING_TOKEN`)
  expect(api.said).toContain(`BUNTING_URL is the address alone: ${server.url}\n`)
  expect(project.said).toContain('Did you mean -p default? There are default\n')
  expect([nobody.code, sdkKey.code, api.code, project.code]).toEqual([1, 1, 2, 1])
})
