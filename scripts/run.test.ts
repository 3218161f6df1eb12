import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { waitFor } from '../test/support/wait-for.ts'

const RUN = fileURLToPath(new URL('run.mjs', import.meta.url))
/** As if pnpm ran it: then it does not look whether everything is installed. */
const ENVIRONMENT = { ...process.env, npm_config_user_agent: 'pnpm/10.34.9' }

let folder: string
let script: string
let notes: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bunting-run-'))
  script = join(folder, 'script.mjs')
  notes = join(folder, 'notes')
})

afterEach(() => rm(folder, { recursive: true }))

/** A script that notes the signals it gets and ends a moment after the first. */
async function writeListener(): Promise<void> {
  await writeFile(
    script,
    `import { appendFileSync } from 'node:fs'
    const note = (text) => appendFileSync(${JSON.stringify(notes)}, text + ' ')
    for (const signal of ['SIGTERM', 'SIGINT']) {
      process.on(signal, () => {
        note(signal)
        setTimeout(() => { note('end'); process.exit(7) }, 200)
      })
    }
    setInterval(() => {}, 1_000)
    note('up')`,
  )
}

function start(command: string, args: string[]): ChildProcess {
  return spawn(command, args, { env: ENVIRONMENT, stdio: 'ignore', detached: true })
}

async function noted(text: string): Promise<void> {
  await waitFor(async () => (await readFile(notes, 'utf8')).trim() === text, { what: text })
}

it('hands on arguments, standard output and the exit code, and nothing else', async () => {
  await writeFile(script, 'console.log(process.argv.slice(2).join()); process.exitCode = 3')
  const running = spawn(process.execPath, [RUN, script, '--', 'a', '--json'], { env: ENVIRONMENT })
  const [printed] = await once(running.stdout, 'data')
  const [code] = await once(running, 'close')
  expect([String(printed), code]).toEqual(['a,--json\n', 3])
})

it.each(['SIGTERM', 'SIGINT'] as const)(
  'hands on %s once, sent to it or to all',
  async (signal) => {
    await writeListener()
    for (const toWhom of ['it', 'all']) {
      await rm(notes, { force: true })
      const running = start(process.execPath, [RUN, script])
      const ended = once(running, 'exit')
      await noted('up')
      process.kill(toWhom === 'it' ? Number(running.pid) : -Number(running.pid), signal)
      expect(await ended).toEqual([7, null])
      await noted(`up ${signal} end`)
    }
  },
)

it('stops the script when the shell that ran it is killed', async () => {
  await writeListener()
  // A command after it keeps the shell from becoming the process that it runs.
  const shell = start('/bin/sh', ['-c', `"${process.execPath}" "${RUN}" "${script}"; true`])
  await noted('up')
  shell.kill('SIGKILL')
  await noted('up SIGTERM end')
})
