import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../docs/markdown.ts'

const run = promisify(execFile)

export const SDKS = ['evaluator', 'protocol', 'client', 'node', 'react', 'cli'] as const

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
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** Builds and packs the SDKs as `npm run pack-sdks` does, and unpacks them. */
export async function packSdks(into: string): Promise<PackedSdk[]> {
  const { stdout } = await run(process.execPath, ['scripts/pack-sdks.ts', into], { cwd: ROOT })
  const packed = await Promise.all(SDKS.map((folder) => unpack(folder, into)))
  const untold = packed.filter(({ tarball }) => !stdout.includes(tarball))
  if (untold.length > 0) throw new Error(`npm run pack-sdks does not say where all are:\n${stdout}`)
  return packed
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
