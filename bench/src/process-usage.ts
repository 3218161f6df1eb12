import { readdir, readFile } from 'node:fs/promises'

/**
 * Microseconds of processor time that another process has taken so far, all its threads together, by
 * the scheduler's own accounting. Linux only, like the benches that ask.
 */
export async function cpuMicrosOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const times = threads.map(async (thread) => {
    const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')
    return Number(text.split(' ')[0]) / 1_000
  })
  return (await Promise.all(times)).reduce((sum, one) => sum + one, 0)
}

/** Memory that another process holds, in bytes, as the operating system counts it. */
export async function residentBytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(status.match(/VmRSS:\s+(\d+) kB/)?.[1]) * 1024
}
