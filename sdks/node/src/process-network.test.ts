import { describe, expect, it } from 'vitest'
import type { ConnectProxy } from './testing/connect-proxy.ts'
import {
  NODES,
  PRINT_FLAG,
  PRINT_PHASE,
  SOON,
  sdkProcesses,
  UNTIL_WARNED,
} from './testing/sdk-processes.ts'

const processes = sdkProcesses()
const { deadUrl, livingServer, proxyTo, trust } = processes

describe.each(NODES)('a process behind a proxy, on Node %s', { timeout: 30_000 }, (_, node) => {
  const { start, run } = processes.on(node)

  describe('where sockets cannot pass', () => {
    it('polls, and ends by itself', async () => {
      const server = await livingServer()
      server.refusesSockets = true
      const ended = await run(server.url, PRINT_FLAG, { options: { pollMs: 50 } })
      expect(ended).toMatchObject({ exitCode: 0, output: 'true' })
      expect(server.requests).toContain('GET /sdk/v1/ruleset 200')
    })

    it('ends by itself in the middle of a poll', async () => {
      const server = await livingServer()
      server.refusesSockets = true
      server.hangs = true
      const { child, ended } = start(server.url, `await told(); ${PRINT_PHASE}`, {
        options: { pollMs: 50 },
      })
      await expect.poll(() => server.asked, SOON).toBeGreaterThan(0)
      child.stdin.write('go on')
      expect(await ended).toMatchObject({ exitCode: 0, output: 'starting' })
    })
  })

  describe('behind a proxy', () => {
    const env = (proxy: ConnectProxy, login = '') => {
      const url = proxy.url.replace('//', `//${login}`)
      return {
        env: { http_proxy: url, HTTPS_PROXY: url, no_proxy: '', NODE_EXTRA_CA_CERTS: trust },
      }
    }

    it.each([
      ['http', false],
      ['https', true],
    ])('follows an %s server through it', async (scheme, tls) => {
      const proxy = await proxyTo(await livingServer({ tls }))
      proxy.login = 'me:p@ss'
      const ended = await run(`${scheme}://flags.test`, PRINT_FLAG, env(proxy, 'me:p%40ss@'))
      expect(ended).toEqual({ exitCode: 0, output: 'true', errors: '' })
      expect(proxy.asked).toEqual([`CONNECT flags.test:${tls ? 443 : 80}`])
    })

    it.each([
      ['http', false, 'GET http://flags.test/sdk/v1/ruleset'],
      ['https', true, 'CONNECT flags.test:443'],
    ])('polls an %s server through it', async (scheme, tls, asked) => {
      const server = await livingServer({ tls })
      server.refusesSockets = true
      const proxy = await proxyTo(server)
      const { errors, ...ended } = await run(`${scheme}://flags.test`, PRINT_FLAG, env(proxy))
      expect(ended).toEqual({ exitCode: 0, output: 'true' })
      expect(errors).toContain('503')
      expect(server.requests).toContain('GET /sdk/v1/ruleset 200')
      expect(proxy.asked).toContain(asked)
    })

    it('trusts no server of another name', async () => {
      const proxy = await proxyTo(await livingServer({ tls: true }))
      const ended = await run('https://other.test', UNTIL_WARNED + PRINT_PHASE, env(proxy))
      expect(ended).toMatchObject({ exitCode: 0, output: 'starting' })
      expect(ended.errors).toMatch(/altnames/)
    })

    it('is told what is wrong with the proxy, and not its password', async () => {
      const proxy = await proxyTo(await livingServer())
      proxy.login = 'me:right'
      const { errors } = await run(
        'http://flags.test',
        UNTIL_WARNED + PRINT_PHASE,
        env(proxy, 'me:wrong@'),
      )
      expect(errors).toContain(`proxy ${new URL(proxy.url).host}: it answers 407`)
      expect(errors).not.toContain('wrong')
      const unusable = { env: { http_proxy: 'socks5://me:wrong@127.0.0.1:1080', no_proxy: '' } }
      const refused = await run(await deadUrl(), UNTIL_WARNED + PRINT_PHASE, unusable)
      expect(refused.errors).toContain('connecting without it')
      expect(refused.errors).not.toContain('wrong')
    })

    it.each(['http', 'https'])(
      'ends by itself while the proxy of an %s server hangs',
      async (scheme) => {
        const proxy = await proxyTo(await livingServer())
        proxy.hangs = true
        const { child, ended } = start(
          `${scheme}://flags.test`,
          `await told(); ${PRINT_PHASE}`,
          env(proxy),
        )
        await expect.poll(() => proxy.asked, SOON).toHaveLength(1)
        child.stdin.write('go on')
        expect(await ended).toEqual({ exitCode: 0, output: 'starting', errors: '' })
      },
    )

    it('ends by itself with nobody at the proxy', async () => {
      const proxy = await proxyTo(await livingServer())
      await proxy.stop()
      const ended = await run('https://flags.test', UNTIL_WARNED + PRINT_PHASE, env(proxy))
      expect(ended).toMatchObject({ exitCode: 0, output: 'starting' })
      expect(ended.errors).toContain('ECONNREFUSED')
    })
  })
})
