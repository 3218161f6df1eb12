// `npm start`: builds what is stale, then becomes the server. Plain JavaScript, as the means to run
// TypeScript would stay in the server's memory: 20 MB.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const build = fileURLToPath(new URL('build.ts', import.meta.url))
const { status } = spawnSync(process.execPath, [build, 'server'], {
  // Standard output is the server's.
  stdio: ['ignore', process.stderr, process.stderr],
})
if (status !== 0) process.exit(status ?? 1)

// Whoever started us may be killed in a way that leaves no time to tell us: stop then as well.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, 1_000).unref()

await import(new URL('../services/flag-server/dist/main.js', import.meta.url).href)
