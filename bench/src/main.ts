import { parseArgs } from 'node:util'
import type { Bench, BenchOptions } from './bench.ts'
import { report } from './report.ts'

/** Loaded when asked for: each brings the packages it compares. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  evaluate: async () => (await import('./evaluate.ts')).run,
  bundle: async () => (await import('./bundle.ts')).run,
  load: async () => (await import('./load.ts')).run,
  propagation: async () => (await import('./propagation.ts')).run,
  fanout: async () => (await import('./fanout.ts')).run,
  snapshot: async () => (await import('./snapshot.ts')).run,
  run: async () => (await import('./run-overhead.ts')).run,
  release: async () => (await import('./release.ts')).run,
  guard: async () => (await import('./guard.ts')).run,
  start: async () => (await import('./start.ts')).run,
  ui: async () => (await import('./ui.ts')).run,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { json: { type: 'boolean', default: false } },
})
const [name] = positionals
const load = name !== undefined && Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined

if (!name || !load) {
  console.error(
    `npm run bench -- NAME [options] [--json]\n\nNAME is one of: ${Object.keys(BENCHES).join(', ')}`,
  )
  process.exit(2)
}

const options: BenchOptions = {
  option: (wanted) => readOption(wanted),
  progress: (text) => {
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`)
  },
}
const bench = await load()
const results = await bench(options)
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
console.log(await report(name, results, values.json === true))
// What a bench left open, such as a pool of sockets, must not keep the terminal waiting.
process.exit(0)

/** `--name value` or `--name=value`: benches have options of their own, which are not declared here. */
function readOption(wanted: string): string | undefined {
  const { argv } = process
  const flag = `--${wanted}`
  const index = argv.indexOf(flag)
  if (index !== -1) return argv[index + 1]
  return argv.find((argument) => argument.startsWith(`${flag}=`))?.slice(flag.length + 1)
}
