import { readdir, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'

const SDKS = fileURLToPath(new URL('../sdks/', import.meta.url))

/** What the published code may ask for. Older syntax is what newer turns into. */
const TARGET = ['node20', 'safari16.4', 'chrome111', 'firefox119']

const RARE_OPERATORS = /operators\/(rare-operators|cidr|instant|matches|order|semver)\.ts$/
const OPERATOR_PARTS = /evaluator\/src\/(operators\/test|refuse)\.ts$/

/**
 * What a whole client has at once, and a page in its second part: files of their own, for bundlers
 * split by file.
 */
const APART: Readonly<Record<string, readonly string[]>> = {
  evaluator: ['arm-of', 'exposures', 'ruleset-lines'],
  protocol: ['encode-frame', 'event-limits'],
  client: ['companions/watch-age', 'run-paths', 'snapshot-of', 'timer-limit'],
}

/**
 * The SDKs as they are published: one file of ESM, CommonJS and types for every entry.
 * `bundle-sdks.ts react` does one, as packing it does (`prepack`).
 */
const named = process.argv.slice(2)
const names = named.length > 0 ? named : await readdir(SDKS)
await Promise.all(names.map(bundle))

async function bundle(name: string): Promise<void> {
  const { exports, bin } = JSON.parse(await readFile(`${SDKS}/${name}/package.json`, 'utf8'))
  const runsOnly = bin !== undefined
  await build({
    cwd: `${SDKS}/${name}`,
    config: false,
    // A command is run, not imported: one file, no types.
    entry: runsOnly ? bin : { ...entriesOf(exports), ...apart(APART[name] ?? []) },
    format: runsOnly ? ['esm'] : ['esm', 'cjs'],
    target: TARGET,
    platform: name === 'node' || runsOnly ? 'node' : 'neutral',
    fixedExtension: false,
    hash: false,
    dts: !runsOnly,
    outputOptions: {
      strict: true,
      // A file of their own: bundlers split by file, and a page loads these later than the rest.
      codeSplitting: {
        groups: [
          { name: 'rare-operators', test: RARE_OPERATORS },
          // What they share with the others goes with those.
          { name: 'operator-parts', test: OPERATOR_PARTS, priority: 1 },
        ],
      },
    },
    // Where a server component imports hooks and providers, React has to know whose they are.
    banner: name === 'react' ? { js: `'use client'` } : {},
    logLevel: 'warn',
    // The compiler that writes the types of `protocol`, whose schemas have to be inferred.
    suppressWarnings: 'TypeScript 7.0 does not yet have a stable API',
    failOnWarn: true,
  })
}

/** `./explain` at `./src/explain/index.ts` becomes `dist/explain.js`, `.cjs`, `.d.ts`, `.d.cts`. */
function entriesOf(exports: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(exports).map(([entry, source]) => [entry.slice(2) || 'index', source]),
  )
}

/** `companions/watch-age` at `dist/watch-age.js`. */
function apart(modules: readonly string[]): Record<string, string> {
  return Object.fromEntries(modules.map((module) => [basename(module), `./src/${module}.ts`]))
}
