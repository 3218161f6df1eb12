import { type ChildProcess, spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Cluster } from './cluster.ts'
import { freePort } from './free-port.ts'
import { postmasterReady, stopPostmaster } from './postmaster.ts'
import { BARE_ENVIRONMENT } from './run.ts'
import { asFlags } from './settings.ts'
import { stopWhenWeDie } from './stop-when-we-die.ts'

/** A Postgres that is our own child. */
export interface PostgresProcess {
  readonly port: number
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

export type Start =
  | { readonly started: true; readonly process: PostgresProcess }
  /** `said` is what it wrote to its log. */
  | { readonly started: false; readonly said: string }

const LOG_LIMIT_BYTES = 5_000_000

/** Starts Postgres on the cluster and waits until it answers. */
export async function startPostgres(
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
  port?: number,
): Promise<Start> {
  const { account, binaries, dataDirectory } = cluster
  const log = await openLog(cluster.logFile)
  try {
    const wantedPort = String(port ?? (await freePort()))
    const flags = asFlags({ ...settings, port: wantedPort })
    const child = spawn(binaries.postgres, ['-D', dataDirectory, ...flags], {
      ...account,
      cwd: dirname(dataDirectory),
      env: BARE_ENVIRONMENT,
      // A file, not a pipe: Postgres outlives a server that is killed, and must still be able to write.
      stdio: ['ignore', log.file.fd, log.file.fd],
      // A group of its own: Ctrl-C in a terminal is for the server, which then stops Postgres last.
      detached: true,
    })
    const ended = endOf(child)
    let hasEnded = false
    ended.then(() => {
      hasEnded = true
    })
    const { pid } = child
    const ready = pid && (await postmasterReady(dataDirectory, pid, () => hasEnded))
    if (!ready) {
      const failure = await ended
      return { started: false, said: failure?.message ?? (await log.sinceOpened()) }
    }
    const watcher = stopWhenWeDie(ready.pid, account)
    ended.then(() => watcher.dismiss())
    const stop = async () => {
      watcher.dismiss()
      if (!hasEnded) await stopPostmaster(ready.pid, dataDirectory)
      await ended
    }
    return {
      started: true,
      process: { port: ready.port, ended: ended.then(() => undefined), stop },
    }
  } finally {
    await log.file.close()
  }
}

/** Resolves with the error if the program could not even be started. */
function endOf(child: ChildProcess): Promise<Error | undefined> {
  return new Promise((resolve) => {
    child.on('error', resolve)
    child.on('exit', () => resolve(undefined))
  })
}

async function openLog(path: string) {
  const file = await open(path, 'a+', 0o600)
  const { size } = await file.stat()
  if (size > LOG_LIMIT_BYTES) await file.truncate()
  const start = size > LOG_LIMIT_BYTES ? 0 : size
  return {
    file,
    sinceOpened: async () => {
      const buffer = Buffer.alloc(100_000)
      const { bytesRead } = await file.read(buffer, 0, buffer.length, start)
      return buffer.toString('utf8', 0, bytesRead)
    },
  }
}
