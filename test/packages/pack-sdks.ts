import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../docs/markdown.ts'

const run = promisify(execFile)
const PNPM = ['--yes', 'pnpm@10.34.9']

export const SDKS = ['evaluator', 'protocol', 'client', 'node', 'react'] as const

export interface PackedSdk {
  /** Of its folder in `sdks/`. */
  readonly folder: string
  readonly tarball: string
  /** What was in it. */
  readonly unpacked: string
  readonly manifest: Manifest
}

/** The `package.json` that is published. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Builds and packs the SDKs with the commands that publish them, and unpacks them. */
export async function packSdks(into: string): Promise<PackedSdk[]> {
  const arguments_ = ['--filter', './sdks/*', '--recursive', 'pack', '--pack-destination', into]
  await run('npx', [...PNPM, ...arguments_], { cwd: ROOT })
  return Promise.all(SDKS.map((folder) => unpack(folder, into)))
}

async function unpack(folder: string, into: string): Promise<PackedSdk> {
  const { version } = await readManifest(join(ROOT, 'sdks', folder))
  const tarball = join(into, `bunting-${folder}-${version}.tgz`)
  const unpacked = join(into, folder)
  await mkdir(unpacked)
  await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'])
  return { folder, tarball, unpacked, manifest: await readManifest(unpacked) }
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
}

/** As users import them: `@bunting/evaluator/explain`. */
export function entriesOf({ name, exports }: Manifest): string[] {
  return Object.keys(exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => name + entry.slice(1))
}
