import { describe, expect, it } from 'vitest'
import {
  KEY,
  NODES,
  PRINT_FLAG,
  PRINT_PHASE,
  SOON,
  sdkProcesses,
  UNTIL_WARNED,
} from './testing/sdk-processes.ts'

const processes = sdkProcesses()
const { deadUrl, livingServer, silentUrl } = processes

describe.each(NODES)(
  'a process with feature flags, on Node %s',
  { timeout: 30_000 },
  (version, node) => {
    const { start, run } = processes.on(node)

    it('runs on that Node', async () => {
      const { output } = await run(await deadUrl(), 'console.log(process.versions.node)')
      expect(output.split('.')[0]).toBe(version)
    })

    it('ends by itself while connected', async () => {
      const { url } = await livingServer()
      expect(await run(url, PRINT_FLAG)).toEqual({ exitCode: 0, output: 'true', errors: '' })
    })

    it('ends by itself with nobody to connect to', async () => {
      const ended = await run(await deadUrl(), PRINT_PHASE)
      expect(ended).toMatchObject({ exitCode: 0, output: 'starting' })
    })

    it('ends by itself in the middle of an attempt to connect', async () => {
      const ended = await run(await silentUrl(), PRINT_PHASE)
      expect(ended).toMatchObject({ exitCode: 0, output: 'starting' })
    })

    it('ends by itself when the server has died', async () => {
      const server = await livingServer()
      const { child, ended, output } = start(
        server.url,
        `console.log((await featureFlags.ready()).phase)
      await told()
      while (featureFlags.status().phase !== 'stale') await new Promise((go) => setTimeout(go, 5))
      ${PRINT_FLAG.replace('ready()', 'ready({ timeoutMs: 100 })')}`,
      )
      await expect.poll(output, SOON).toContain('ready')
      await server.stop()
      child.stdin.write('go on')
      expect(await ended).toMatchObject({ exitCode: 0, output: 'ready\ntrue' })
    })

    it('does not end before those who wait for the flags are answered', async () => {
      const ended = await run(
        await silentUrl(),
        `const at = performance.now(); await featureFlags.ready({ timeoutMs: 500 })
      console.log(performance.now() - at >= 499)`,
      )
      expect(ended).toMatchObject({ exitCode: 0, output: 'true' })
    })

    it('ends at once after close, though the other side does not answer any more', async () => {
      const server = await livingServer()
      const { child, ended, output } = start(
        server.url,
        'console.log((await featureFlags.ready()).phase); await told(); await featureFlags.close()',
      )
      await expect.poll(output, SOON).toContain('ready')
      server.connections[0]?.socket.pause()
      child.stdin.write('close')
      expect(await ended).toMatchObject({ exitCode: 0, output: 'ready' })
    })

    it('ends at once after close during an outage', async () => {
      for (const url of [await deadUrl(), await silentUrl()]) {
        const ended = await run(url, `${PRINT_PHASE}; await featureFlags.close()`)
        expect(ended).toMatchObject({ exitCode: 0, output: 'starting' })
      }
    })

    it('is warned of an outage once, and not told the key', async () => {
      const { errors } = await run(await deadUrl(), UNTIL_WARNED + PRINT_PHASE)
      expect(errors.match(/BuntingWarning/g)).toHaveLength(1)
      expect(errors).toContain('ECONNREFUSED')
      expect(errors).not.toContain(KEY)
    })
  },
)
