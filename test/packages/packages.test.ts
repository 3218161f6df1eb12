import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeBlocks, ROOT, readMarkdown } from '../docs/markdown.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { entriesOf, type PackedSdk, packSdks } from './pack-sdks.ts'
import { createUserProject } from './user-project.ts'

const run = promisify(execFile)
const NODE_20 = join(
  ROOT,
  'test/support/node-20/node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)
const NODES = [
  { version: 'v20', node: NODE_20 },
  { version: 'v24', node: process.execPath },
]

let folder: string
let project: string
let sdks: PackedSdk[]
let entries: string[]
let server: TestServer
let key: string
beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), 'bunting-packages-'))
  project = join(folder, 'project')
  ;[sdks, server] = await Promise.all([packSdks(folder), startTestServer()])
  entries = sdks.flatMap(({ manifest }) => entriesOf(manifest))
  await mkdir(project)
  await createUserProject(project, sdks)
  await server.admin.createFlag({ key: 'new-checkout', type: 'boolean' })
  await server.admin.configure('new-checkout', { on: true })
  key = (await server.admin.createSdkKey('server')).key
}, 60_000)
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

it('leaves publint nothing to say', async () => {
  for (const { tarball } of sdks) {
    const { buffer } = new Uint8Array(await readFile(tarball))
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true })
    expect(messages).toEqual([])
  }
})

it('packs what runs, a README and the license, and no source', async () => {
  for (const { tarball } of sdks) {
    const { stdout } = await run('tar', ['-tzf', tarball])
    const files = stdout.trim().split('\n')
    const rest = files.filter(
      (file) => !/^package\/dist\/[\w-]+\.(js|cjs|d\.ts|d\.cts)$/.test(file),
    )
    expect(rest.sort()).toEqual(['package/LICENSE', 'package/README.md', 'package/package.json'])
  }
})

describe.each(NODES)('on Node $version', ({ version, node }) => {
  it('runs on that Node', async () => {
    expect((await run(node, ['--version'])).stdout).toMatch(version)
  })

  it('gives the names of the sources, to import and to require', async () => {
    await writeFile(
      join(project, 'names.js'),
      `import { createRequire } from 'node:module'
       const require = createRequire(import.meta.url)
       const names = {}
       for (const entry of process.argv.slice(2))
         names[entry] = [Object.keys(await import(entry)), Object.keys(require(entry)).sort()]
       console.log(JSON.stringify(names))`,
    )
    const { stdout } = await run(node, [join(project, 'names.js'), ...entries])
    const names = JSON.parse(stdout)
    for (const entry of entries) {
      const sources = Object.keys(await import(/* @vite-ignore */ entry)).sort()
      expect({ [entry]: names[entry] }).toEqual({ [entry]: [sources, sources] })
    }
  })

  it('answers with flags of a server, as the README of the Node SDK says', async () => {
    const [example] = codeBlocks(readMarkdown('sdks/node/README.md')).filter(isExample)
    const code = example?.code.replace('http://127.0.0.1:8080', server.url) ?? ''
    const file = join(project, `server-${version}.js`)
    await writeFile(file, code)
    const env = { ...process.env, BUNTING_SDK_KEY: key }
    const { stdout } = await run(node, [file], { env, timeout: 20_000 })
    expect(stdout).toMatch(/^true\nblue\n.*value: true.*reason: 'STATIC'/s)
  })

  it('has the command bunting, which asks the server', async () => {
    const { name, version: own, bin } = sdks.find(({ folder }) => folder === 'cli')?.manifest ?? {}
    const command = join(project, 'node_modules', name ?? '', bin?.bunting ?? '')
    const env = { BUNTING_URL: server.url, BUNTING_TOKEN: server.adminToken }
    expect((await run(node, [command, '--version'])).stdout).toBe(`bunting ${own}\n`)
    const { stdout } = await run(node, [command, 'flags', '--json'], { env })
    expect(JSON.parse(stdout).flags).toMatchObject([{ key: 'new-checkout' }])
  })
})

it('lets a bundler leave for later what a page does not need at first', async () => {
  const page = join(project, 'page.js')
  await writeFile(page, `export { FeatureFlagsProvider, useFlag } from '@bunting/react'`)
  const built = await rolldown({
    input: page,
    external: /^react(\/|$)/,
    // They say 'use client', which is for bundlers that render on a server.
    onLog: () => {},
  })
  const { output } = await built.generate({ format: 'es' })
  const [first, ...later] = output.map((part) => (part.type === 'chunk' ? part.code : ''))
  const marks = ['semverLessThan', 'requestIdleCallback', '/sdk/v1/events']
  // A whole client has these at once.
  marks.push('function armOf', 'function createExposures', 'function encodeFrame')
  marks.push('function linesOf', 'function snapshotOf', 'const watchAge')
  for (const mark of marks) {
    expect(first, mark).not.toContain(mark)
    expect(later.join(), mark).toContain(mark)
  }
})

it('knows its own version', async () => {
  const { SDK } = await import('@bunting/node')
  const manifest = sdks.find(({ folder }) => folder === 'node')?.manifest
  expect(SDK).toEqual({ name: manifest?.name, version: manifest?.version })
})

describe('in TypeScript', () => {
  beforeAll(async () => {
    for (const { folder } of sdks) {
      for (const { code } of codeBlocks(readMarkdown(`sdks/${folder}/README.md`)).filter(isExample))
        await writeFile(join(project, `${folder}-${code.slice(3, code.indexOf('\n'))}`), code)
    }
    const imports = entries.map((entry, at) => `import * as entry${at} from '${entry}'`)
    const uses = entries.map((_, at) => `entry${at}`)
    const all = `${imports.join('\n')}\nexport const names = [${uses}].flatMap(Object.keys)\n`
    await writeFile(join(project, 'all.ts'), all)
    // What requires: its types are those of the CommonJS files.
    await writeFile(join(project, 'all.cts'), all)
  })

  it.each(['nodenext', 'bundler'])('has types for moduleResolution %s', async (resolution) => {
    const options = {
      moduleResolution: resolution,
      module: resolution === 'bundler' ? 'preserve' : 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'dom', 'dom.iterable'],
      jsx: 'react-jsx',
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      // What is in the packages is to be right by itself.
      skipLibCheck: false,
      skipDefaultLibCheck: true,
      noEmit: true,
    }
    const file = join(project, `tsconfig.${resolution}.json`)
    const config = { compilerOptions: options, include: ['*.ts', '*.cts', '*.tsx'] }
    await writeFile(file, JSON.stringify(config))
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
    const printed = run(process.execPath, [tsc, '-p', file]).catch(({ stdout }) => ({ stdout }))
    expect((await printed).stdout).toBe('')
  })
})

function isExample({ code }: { code: string }): boolean {
  return /^\/\/ \S+\.tsx?\n/.test(code)
}
