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

const exec = promisify(execFile)
const POLL_MS = 10
const PATIENCE_MS = 20_000

/** Resolves when the Postgres `pid` says that it is ready, or with undefined when it ended instead. */
export async function postmasterReady(
  dataDirectory: string,
  pid: number,
  hasEnded: () => boolean,
): Promise<Postmaster | undefined> {
  while (!hasEnded()) {
    const lines = await readPidFile(dataDirectory)
    if (Number(lines[0]) === pid && lines[7] === 'ready') return { pid, port: Number(lines[3]) }
    await delay(POLL_MS)
  }
  return undefined
}

/**
 * The process of a Postgres that runs on this data, if one does. Clears away a `postmaster.pid` that
 * would keep the next one from starting although no Postgres is behind it.
 */
export async function findPostmaster(dataDirectory: string): Promise<number | undefined> {
  const lines = await readPidFile(dataDirectory)
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (await isPostmaster(pid, dataDirectory)) return pid
  // The process id went to something else, for instance in a container that started anew; Postgres
  // would take that for itself. Its second lock, on shared memory, does not need this file.
  if (isAlive(pid)) await rm(join(dataDirectory, 'postmaster.pid'), { force: true })
  return undefined
}

/** The same to connect to, while somebody else's server runs it; changes nothing. */
export async function runningPostmaster(dataDirectory: string): Promise<Postmaster | undefined> {
  const lines = await readPidFile(dataDirectory)
  const pid = Number(lines[0])
  if (lines[7] !== 'ready' || !(await isPostmaster(pid, dataDirectory))) return undefined
  return { pid, port: Number(lines[3]) }
}

/**
 * Stops a Postgres: connections are cut, transactions in flight undone, everything written down. One
 * that hangs is stopped the hard way, from which the next start recovers.
 */
export async function stopPostmaster(pid: number, dataDirectory: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const deadline = Date.now() + PATIENCE_MS
    if (await isPostmaster(pid, dataDirectory)) process.kill(pid, signal)
    while (Date.now() < deadline) {
      if (!(await isPostmaster(pid, dataDirectory))) return
      await delay(POLL_MS)
    }
  }
}

/** See src/include/utils/pidfile.h of PostgreSQL: process id, folder, start, port, …, state. */
async function readPidFile(dataDirectory: string): Promise<string[]> {
  try {
    const text = await readFile(join(dataDirectory, 'postmaster.pid'), 'utf8')
    return text.split('\n').map((line) => line.trim())
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** A process id alone proves nothing, as they are used again: the command must name the data too. */
async function isPostmaster(pid: number, dataDirectory: string): Promise<boolean> {
  return isAlive(pid) && (await commandOf(pid)).includes(`-D ${dataDirectory} `)
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
