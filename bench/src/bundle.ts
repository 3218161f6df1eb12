import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { Bench, Result } from './bench.ts'

/** What each page ships of ours; React itself is external. */
const APPS = { react: 'bundle/react-app.tsx', browser: 'bundle/browser-app.ts' } as const

/** Builds the smallest page of each kind as its users would, and weighs it. */
export const run: Bench = async () => {
  const results: Result[] = []
  for (const [scenario, app] of Object.entries(APPS)) {
    const value = gzipSync(await bundle(app), { level: 9 }).length
    results.push({ scenario, subject: 'bunting', metric: 'gzipBytes', value, unit: 'bytes' })
  }
  return results
}

async function bundle(app: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(app, import.meta.url)),
        external: /^react(-dom)?(\/|$)/,
      },
    },
  })
  if (!('output' in built)) throw new Error('vite built something else than one bundle')
  return built.output.map((part) => (part.type === 'chunk' ? part.code : '')).join('')
}
