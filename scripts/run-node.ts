import { spawn } from 'node:child_process'

/** Runs a script on this Node to its end. What it prints is shown. @throws Error when it fails */
export function runNode(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Standard output is the caller's own: what a build says is no result of a bench.
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', process.stderr, 'inherit'],
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`${args.join(' ')} in ${cwd} failed with code ${code}`))
    })
  })
}
