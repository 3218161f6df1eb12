import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

/** A running Postgres: its first process. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

type PidFile = Postmaster & { readonly ready: boolean }

const exec = promisify(execFile)
const POLL_MS = 10
/** A Postgres that was killed replays its log first; with our settings that takes a few seconds. */
const STARTING_MS = 60_000
const FAST_STOP_MS = 20_000

/**
 * The Postgres that runs on this data, once it is ready; undefined if none does. It may have been
 * started by anyone: a server that was killed, or one that lives.
 */
export async function findPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + STARTING_MS
  while (Date.now() < deadline) {
    const found = await readPidFile(dataDirectory)
    if (!found) return undefined
    if (!(await isPostmaster(found.pid, dataDirectory))) {
      // The process id went to something else, for instance after a restart of a container. Postgres
      // would take that for a running server. Its second lock, on shared memory, holds without the file.
      if (isAlive(found.pid)) await rm(join(dataDirectory, 'postmaster.pid'), { force: true })
      return undefined
    }
    if (found.ready) return found
    await delay(POLL_MS)
  }
  throw new Error(
    `the Postgres on ${dataDirectory} has been starting or stopping for ${STARTING_MS / 1000} s`,
  )
}

/** Resolves when the Postgres `pid` says that it is ready, or undefined when it ended instead. */
export async function postmasterReady(
  dataDirectory: string,
  pid: number,
  ended: () => boolean,
): Promise<Postmaster | undefined> {
  while (!ended()) {
    const found = await readPidFile(dataDirectory)
    if (found?.pid === pid && found.ready) return found
    await delay(POLL_MS)
  }
  return undefined
}

/**
 * Stops a Postgres: connections are cut, transactions in flight undone, everything written down. One
 * that hangs is stopped the hard way, from which the next start recovers.
 */
export async function stopPostmaster(pid: number, dataDirectory: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!(await isPostmaster(pid, dataDirectory))) return
    process.kill(pid, signal)
    const deadline = Date.now() + FAST_STOP_MS
    while (Date.now() < deadline) {
      if (!(await isPostmaster(pid, dataDirectory))) return
      await delay(POLL_MS)
    }
  }
}

/** See "postmaster.pid" in PostgreSQL's src/include/utils/pidfile.h: one fact a line. */
async function readPidFile(dataDirectory: string): Promise<PidFile | undefined> {
  const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  const lines = text?.split('\n').map((line) => line.trim())
  const pid = Number(lines?.[0])
  if (!lines || !Number.isInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7] === 'ready' }
}

/** A process id alone proves nothing, as they are used again: its command names the data as well. */
async function isPostmaster(pid: number, dataDirectory: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  return (await commandOf(pid)).includes(`-D ${dataDirectory} `)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    return command.replaceAll('\0', ' ')
  }
  const listed = await exec('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).catch(() => undefined)
  return `${listed?.stdout.trim() ?? ''} `
}
