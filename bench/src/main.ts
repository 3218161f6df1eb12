import { type Bench, UsageError } from './bench.ts'
import { readOptions } from './read-options.ts'
import { report } from './report.ts'

interface Entry {
  /** Names of its options; each takes a value. */
  readonly takes: readonly string[]
  /** Loaded when asked for: each brings the packages it compares. */
  readonly load: () => Promise<Bench>
}

const BENCHES: Readonly<Record<string, Entry>> = {
  evaluate: {
    takes: ['rounds', 'subjects'],
    load: async () => (await import('./evaluate.ts')).run,
  },
  bundle: { takes: [], load: async () => (await import('./bundle.ts')).run },
  load: { takes: ['rounds', 'subjects'], load: async () => (await import('./load.ts')).run },
  propagation: {
    takes: ['rounds', 'clients'],
    load: async () => (await import('./propagation.ts')).run,
  },
  fanout: { takes: ['clients', 'rounds'], load: async () => (await import('./fanout.ts')).run },
  snapshot: {
    takes: ['rounds', 'requests'],
    load: async () => (await import('./snapshot.ts')).run,
  },
  run: { takes: ['rounds'], load: async () => (await import('./run-overhead.ts')).run },
  release: { takes: ['clients', 'rounds'], load: async () => (await import('./release.ts')).run },
  guard: {
    takes: ['runs', 'alternatives', 'seed', 'only'],
    load: async () => (await import('./guard.ts')).run,
  },
  start: { takes: ['rounds'], load: async () => (await import('./start.ts')).run },
  ui: { takes: ['rounds', 'flags'], load: async () => (await import('./ui.ts')).run },
}

const [name = '', ...rest] = process.argv.slice(2)
const entry = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
if (!entry) refuse(`NAME is one of: ${Object.keys(BENCHES).join(', ')}`)

try {
  const { options, isJson } = readOptions(rest, entry.takes)
  const bench = await entry.load()
  const results = await bench(options)
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  console.log(await report(name, results, isJson))
} catch (error) {
  if (error instanceof UsageError) refuse(error.message)
  throw error
}
// What a bench left open, such as a pool of sockets, must not keep the terminal waiting.
process.exit(0)

function refuse(why: string): never {
  console.error(`npm run bench -- NAME [options] [--json]\n\n${why}`)
  process.exit(2)
}
