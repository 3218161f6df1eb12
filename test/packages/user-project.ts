import { cp, mkdir, realpath, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ROOT } from '../docs/markdown.ts'
import { type PackedSdk, SDKS } from './pack-sdks.ts'

/** What a project brings itself. */
const OWN = ['react', '@types/react', '@types/node'] as const

/**
 * A project that has installed the packed SDKs as pnpm installs them: each sees what its manifest
 * names and no more. Other packages are those of this workspace, so that no network is needed.
 */
export async function createUserProject(folder: string, sdks: readonly PackedSdk[]): Promise<void> {
  const modules = join(folder, 'node_modules')
  const homeOf = (name: string) =>
    join(modules, '.packages', name.replace('/', '+'), 'node_modules')
  const placeOf = new Map(
    sdks.map(({ manifest: { name } }) => [name, join(homeOf(name), name)] as const),
  )
  for (const { manifest, unpacked } of sdks) {
    const place = placeOf.get(manifest.name) ?? ''
    await cp(unpacked, place, { recursive: true })
    await link(place, join(modules, manifest.name))
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
      const target = placeOf.get(name) ?? (await inWorkspace(name))
      await link(target, join(homeOf(manifest.name), name))
    }
  }
  for (const name of OWN) await link(await inWorkspace(name), join(modules, name))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
}

async function inWorkspace(name: string): Promise<string> {
  for (const folder of ['test', ...SDKS.map((sdk) => `sdks/${sdk}`)]) {
    const found = await realpath(join(ROOT, folder, 'node_modules', name)).catch(() => undefined)
    if (found) return found
  }
  throw new Error(`${name} is not installed in this workspace`)
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  // Windows lets everybody make junctions; elsewhere the word means nothing.
  await symlink(target, path, 'junction')
}
