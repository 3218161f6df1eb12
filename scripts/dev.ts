import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
const PORT = process.env.PORT ?? '8080'
const SERVER = `http://127.0.0.1:${PORT}`

/** `npm run dev`: the server, started anew when a source of it changes, and the UI with reload. */
const server = run(
  ['--watch', '--watch-preserve-output', 'services/flag-server/src/main.ts'],
  ROOT,
  {
    PORT,
  },
)
const adminUi = run([VITE, '--clearScreen', 'false'], join(ROOT, 'admin-ui'), {
  BUNTING_URL: SERVER,
})
console.log(`
  Admin UI with reload   the address that vite prints below
  Server and API         ${SERVER}   (restarts when its sources change)
`)

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
for (const child of [server, adminUi]) child.once('exit', stop)

/** A group of its own: Ctrl-C is for us, who then stop each of them once. */
function run(args: string[], cwd: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  })
}

async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.all([server, adminUi].map(end))
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
