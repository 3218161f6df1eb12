import { spawn } from 'node:child_process'
import type { Account } from './account.ts'

/**
 * A shell that waits on a pipe to us. When this process dies, even by `kill -9`, the system closes
 * the pipe and the shell stops Postgres: nobody finds a stray one next week. Should the shell be
 * killed as well, the next start finds the orphan.
 */
export function stopWhenWeDie(pid: number, account: Account): { dismiss(): void } {
  const watcher = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(pid)], {
    ...account,
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watcher.on('error', () => undefined)
  watcher.stdin.on('error', () => undefined)
  // It must not keep this process alive.
  watcher.unref()
  return {
    dismiss: () => {
      watcher.kill('SIGKILL')
    },
  }
}
