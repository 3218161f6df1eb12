import { execFile } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What both SDKs are made of: while a registry has none of it, each is named with them. */
const SHARED = ['evaluator', 'protocol', 'client']

/**
 * `npm run pack-sdks`: the SDKs as they are published, for projects of one's own while no registry
 * has them. `-- FOLDER` says where to; else `dist/sdks`.
 */
const [chosen] = process.argv.slice(2)
const folder = chosen ? resolve(chosen) : join(ROOT, 'dist/sdks')
if (!chosen) await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const pack = ['--filter', './sdks/*', '--recursive', 'pack', '--pack-destination', folder]
await promisify(execFile)('npx', ['--yes', 'pnpm@10.34.9', ...pack], {
  cwd: ROOT,
  shell: process.platform === 'win32',
})
console.log(`\nIn your project, for Node:\n\n${await install('node')}`)
console.log(`\nor for React:\n\n${await install('react')}`)
console.log(`\nand for the command bunting:\n\n  npm install --global ${await tarball('cli')}\n`)

async function install(sdk: string): Promise<string> {
  const tarballs = await Promise.all([...SHARED, sdk].map(tarball))
  return ['  npm install', ...tarballs].join(' \\\n    ')
}

async function tarball(sdk: string): Promise<string> {
  const manifest = await readFile(join(ROOT, 'sdks', sdk, 'package.json'), 'utf8')
  return join(folder, `bunting-${sdk}-${JSON.parse(manifest).version}.tgz`)
}
