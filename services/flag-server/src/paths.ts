import { fileURLToPath } from 'node:url'

// All in one file, which lies as deep as the bundle does: `src/` and `dist/` see the same paths.
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const isSource = import.meta.url.endsWith('.ts')

export const PACKAGE_JSON: string = at('../package.json')
export const MIGRATIONS: string = at('../../../migrations')
export const ADMIN_UI: string = at('../../../admin-ui/dist')
/** A thread is a program of its own: a bundle of its own as well. */
export const PATTERN_WORKER: string = at(
  isSource ? './conditions/pattern-worker.ts' : './pattern-worker.js',
)
