import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface Step {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs one part of the check, from the root of the repository.
 * @param show 'always': what it prints is shown as it comes. 'failure': only if it fails
 */
export async function runStep(
  name: string,
  show: 'always' | 'failure',
  [command, ...args]: readonly [string, ...string[]],
): Promise<Step> {
  const started = performance.now()
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: [
      'ignore',
      ...(show === 'always' ? (['inherit', 'inherit'] as const) : (['pipe', 'pipe'] as const)),
    ],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const [code] = await once(child, 'close')
  const passed = code === 0
  if (!passed) console.log(`\n${printed}`)
  const seconds = (performance.now() - started) / 1_000
  const step = { name, passed, seconds }
  console.log(stepLine(step))
  return step
}

export function stepLine({ name, passed, seconds }: Step): string {
  return `${passed ? 'passed' : 'FAILED'}  ${name.padEnd(6)} ${seconds.toFixed(1).padStart(6)} s`
}
