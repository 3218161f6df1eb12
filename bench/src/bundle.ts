import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type OutputChunk, rolldown } from 'rolldown'
import type { Bench, Result } from './bench.ts'

/** What each page ships of ours; React itself is external. */
const APPS = { react: 'bundle/react-app.tsx', browser: 'bundle/browser-app.ts' } as const

/**
 * Builds the smallest page of each kind and weighs what it loads first (`gzipBytes`), and what it
 * loads after that, when the client is in use (`lazyGzipBytes`). With the bundler that Vite builds
 * with, but without Vite: to an app's first `import()`, whosoever, that adds a preload helper.
 */
export const run: Bench = async () => {
  const results: Result[] = []
  for (const [scenario, app] of Object.entries(APPS)) {
    const chunks = await bundle(app)
    const weigh = (isEntry: boolean) =>
      chunks
        .filter((chunk) => chunk.isEntry === isEntry)
        .reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0)
    const weights = { gzipBytes: weigh(true), lazyGzipBytes: weigh(false) }
    for (const [metric, value] of Object.entries(weights))
      results.push({ scenario, subject: 'bunting', metric, value, unit: 'bytes' })
  }
  return results
}

/** Every chunk that the page ever loads. */
async function bundle(app: string): Promise<OutputChunk[]> {
  const built = await rolldown({
    input: fileURLToPath(new URL(app, import.meta.url)),
    external: /^react(-dom)?(\/|$)/,
    platform: 'browser',
  })
  const { output } = await built.generate({ format: 'es', minify: true })
  await built.close()
  return output.filter((part) => part.type === 'chunk')
}
