/**
 * Microseconds of processor time this process has taken so far, by the operating system's accounting:
 * all its threads, and so the garbage collector and the compilers too; no waiting.
 */
export function cpuMicros(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}
