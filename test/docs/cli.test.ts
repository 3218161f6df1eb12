import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { runHere } from '../journeys/run-here.ts'
import { freeAddress } from '../support/free-address.ts'
import { runCli } from '../support/run-cli.ts'
import { openSdkSocket } from '../support/sdk-socket.ts'
import { startTestServer } from '../support/test-server.ts'
import { codeBlocks, ROOT, readMarkdown, tableRows } from './markdown.ts'

const run = promisify(execFile)
const PAGE = readMarkdown('docs/cli.md')

it('has commands that do what they say, one after the other', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.stop())
  const commands = codeBlocks(PAGE)
    .map(({ code }) => code)
    .filter((code) => /^bunting /m.test(code) && !code.startsWith('npm') && !code.startsWith('$'))
  expect(commands.length).toBe(2)
  const script = `set -e
bunting() { "${process.execPath}" "${ROOT}/sdks/cli/src/bin.ts" "$@"; }
${commands.join('\n')}`
  const { stdout, stderr } = await run('sh', ['-c', script], {
    env: {
      PATH: process.env.PATH ?? '',
      BUNTING_URL: server.url,
      BUNTING_TOKEN: server.adminToken,
    },
    timeout: 55_000,
  })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^made new-checkout/)
  expect(stdout).toContain('25 % on, 75 % off')
  expect(stdout).toContain('killed new-checkout in production')
  expect(stdout.trim().split('\n').at(-1)).toContain('"confirmed":true')
  // Nine processes, one after the other.
}, 60_000)

it('names every command, in the page and in the README', async () => {
  const { out } = await runCli(['--help'], {})
  const names = [...out.matchAll(/^ {2}([a-z]+) .* {2}/gm)].map(([, name = '']) => name)
  expect(names.length).toBeGreaterThan(10)
  const readme = readMarkdown('sdks/cli/README.md')
  for (const name of names) {
    expect(PAGE, name).toMatch(new RegExp(`\`${name}\`|bunting ${name}\\b`))
    expect(readme, name).toMatch(new RegExp(`\`${name}\\b`))
  }
})

it('ends with the exit codes of the page, and no others', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.stop())
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
  await openSdkSocket(server)
  const known = { BUNTING_URL: server.url, BUNTING_TOKEN: server.adminToken }
  const on = 'on new-checkout -e production'
  // What the page says beside each code, one after the other.
  const cases: readonly (readonly [code: number, line: string, env: Record<string, string>])[] = [
    [0, 'flags', known],
    [0, `${on} --ask`, known],
    [1, 'flag nothing', known],
    [1, 'flags', { ...known, BUNTING_URL: await freeAddress() }],
    [1, `${on} --wait --timeout 0`, known],
    [2, 'flogs', known],
    [2, 'flags --coment', known],
    [2, 'flag', known],
    [2, 'flags', { BUNTING_URL: server.url }],
  ]
  const ended = await Promise.all(
    cases.map(async ([, line, env]) => [(await runHere(line.split(' '), env)).code, line]),
  )
  expect(ended).toEqual(cases.map(([code, line]) => [code, line]))
  const told = tableRows(PAGE).flatMap(([cell = '']) => (/^\d+$/.test(cell) ? [Number(cell)] : []))
  expect(told).toEqual([...new Set(cases.map(([code]) => code))])
})

it('prints documents with the fields of the page', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.stop())
  const env = { BUNTING_URL: server.url, BUNTING_TOKEN: server.adminToken }
  const fieldsOf = async (line: string) => {
    const { out } = await runHere([...line.split(' '), '--json'], env)
    return Object.keys(JSON.parse(out)).sort()
  }
  await runHere(['create', 'x', '--type', 'boolean'], env)
  const policy = { approval: 'exposure' }
  await server.admin.request('PATCH', '/projects/default/environments/staging', { policy })
  for (const line of [
    'on x -e production',
    'off x -e production',
    'rollout x 5 -e production',
    'kill x -e production',
    'flags',
    'history',
    'releases',
    'requests',
    'types',
    'completion fish',
  ]) {
    const [command = ''] = line.split(' ')
    expect([command, await fieldsOf(line)]).toEqual([command, documentOf(command)])
  }
  await runHere(['on', 'x', '-e', 'staging', '--ask'], env)
  expect(await fieldsOf('withdraw 1')).toEqual(documentOf('withdraw'))
  expect(await fieldsOf('flag nothing')).toEqual(['error'])
})

/** The fields that the page gives the document of a command: the nth of as many as share a row. */
function documentOf(command: string): string[] {
  const row = tableRows(PAGE).find(
    ([names = '', cell = '']) => names.includes(`\`${command}\``) && cell.includes('{'),
  )
  const [names = '', cell = ''] = row ?? []
  const documents = [...cell.matchAll(/`\{ (.*?) \}`/g)].map(([, fields = '']) => fields)
  const at = names.split(', ').indexOf(`\`${command}\``)
  const fields =
    documents.length > 1 && !documents[1]?.startsWith('…') ? documents[at] : documents[0]
  return fields?.split(', ').sort() ?? []
}
