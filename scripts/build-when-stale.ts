import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode } from './run-node.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')

/**
 * Builds a vite app of this workspace unless its `dist/` is newer than everything it is made of.
 * @param app folder of the app, from the root: `admin-ui`
 * @param madeOf folders beside its own that it bundles: `sdks`
 */
export async function buildWhenStale(app: string, madeOf: readonly string[]): Promise<void> {
  const built = await modifiedAt(join(ROOT, app, 'dist/index.html'))
  const sources = [app, ...madeOf].map((folder) => newestIn(join(ROOT, folder)))
  if (built > Math.max(...(await Promise.all(sources)))) return
  console.error(`Building ${app} …`)
  await runNode([VITE, 'build', '--logLevel', 'warn'], join(ROOT, app))
}

export async function modifiedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}

export async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true })
  const times = entries
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
    .map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? newestIn(path) : modifiedAt(path)
    })
  return Math.max(0, ...(await Promise.all(times)))
}
