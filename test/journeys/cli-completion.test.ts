import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { COMMANDS } from '../../sdks/cli/src/commands/all.ts'
import { askServer } from '../../sdks/cli/src/completion/ask-server.ts'
import { complete } from '../../sdks/cli/src/completion/complete.ts'
import { SCRIPTS } from '../../sdks/cli/src/completion/scripts.ts'
import { freeAddress } from '../support/free-address.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { runHere } from './run-here.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean', name: 'New checkout' })
  await server.admin.createFlag({ key: 'new-search', type: 'boolean' })
  await server.admin.createFlag({ key: 'banner', type: 'boolean', name: 'Not new-' })
})
afterAll(() => server.stop())

it('completes what the server knows as it has it', async () => {
  const env = { BUNTING_URL: server.url, BUNTING_TOKEN: server.adminToken }
  // More patience than a person has: a machine of tests may be slow.
  const lookups = askServer(env, { url: undefined, project: undefined }, 20_000)
  const offered = (line: string) => complete(line.split(' '), COMMANDS, lookups)
  expect(await offered('kill new-')).toEqual([
    { value: 'new-checkout', says: 'New checkout' },
    { value: 'new-search' },
  ])
  expect(await offered('kill new-checkout -e ')).toEqual([
    { value: 'development' },
    { value: 'staging' },
    { value: 'production' },
  ])
  expect(await offered('flags -p ')).toEqual([{ value: 'default', says: 'Default' }])
  expect(await offered('rollback ')).toEqual([])
  expect(await offered('request ')).toEqual([])
})

it('completes commands where no server is', async () => {
  const env = { BUNTING_URL: await freeAddress(), BUNTING_TOKEN: server.adminToken }
  expect(await runHere(['__complete', 'kill', 'new-'], env)).toEqual({ code: 0, out: '', said: '' })
  expect(await runHere(['__complete', 'ki'], {})).toEqual({
    code: 0,
    out: 'kill\tswitch a flag off now, and see it confirmed\n',
    said: '',
  })
})

it('waits for no server that does not answer', async () => {
  const mute = createServer((socket) => void socket.on('error', () => undefined))
  mute.listen(0, '127.0.0.1')
  await once(mute, 'listening')
  onTestFinished(() => void mute.close())
  const env = {
    BUNTING_URL: `http://127.0.0.1:${(mute.address() as AddressInfo).port}`,
    BUNTING_TOKEN: server.adminToken,
  }
  const { flags, moving } = askServer(env, { url: undefined, project: undefined }, 20)
  expect(await Promise.all([flags('new-'), moving()])).toEqual([[], []])
})

it('tells bash the words alone, and asks with what is typed so far', async () => {
  const script = `bunting() { printf '%s\\tin words\\n' "new $#" "$3 last"; }
${SCRIPTS.bash}
COMP_WORDS=(bunting kill new-); COMP_CWORD=2
_bunting
printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout } = await promisify(execFile)('bash', ['-c', script])
  // __complete, kill, new-
  expect(stdout).toBe('new 3\nnew- last\n')
})
