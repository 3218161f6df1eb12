import { afterEach, describe, expect, it, vi } from 'vitest'
import { proxyFor } from './proxy.ts'

const SERVER = 'https://flags.example.com'

afterEach(() => vi.unstubAllEnvs())

/** The environment has these and no other proxies. */
function environment(variables: Readonly<Record<string, string>>): void {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY']
  for (const name of [...names, ...names.map((name) => name.toLowerCase())]) {
    vi.stubEnv(name, variables[name])
  }
}

const nameOf = (server: string) => proxyFor(server, () => {})?.name

describe('the proxy of the environment', () => {
  it.each([
    [{}, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128' }, 'proxy:3128'],
    [{ https_proxy: 'http://proxy:3128' }, 'proxy:3128'],
    [{ ALL_PROXY: 'http://proxy:3128' }, 'proxy:3128'],
    [{ HTTP_PROXY: 'http://proxy:3128' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'example.com' }, 'proxy:3128'],
    [{ HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'localhost,.example.com' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128', no_proxy: 'flags.example.com:443' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy:3128', no_proxy: '*' }, undefined],
  ])('is, with %o, %s', (variables, name) => {
    environment(variables)
    expect(nameOf(SERVER)).toBe(name)
    expect(nameOf('wss://flags.example.com')).toBe(name)
  })

  it('is another for http', () => {
    environment({ HTTP_PROXY: 'http://proxy:3128', HTTPS_PROXY: 'http://other' })
    expect(nameOf('http://flags.example.com')).toBe('proxy:3128')
  })

  it('is spoken to as its scheme says, which is http where it says none', () => {
    for (const HTTPS_PROXY of ['proxy:3128', 'http://proxy:3128/', 'https://proxy:3128']) {
      environment({ HTTPS_PROXY })
      const secure = HTTPS_PROXY.startsWith('https:')
      expect(proxyFor(SERVER, () => {})).toMatchObject({ hostname: 'proxy', port: 3128, secure })
    }
    environment({ HTTPS_PROXY: 'https://[::1]' })
    expect(proxyFor(SERVER, () => {})).toMatchObject({ hostname: '::1', port: 443 })
  })

  it('gets the login that its URL tells, and no one else does', () => {
    environment({ HTTPS_PROXY: 'http://me:p%40ss@proxy:3128' })
    const proxy = proxyFor(SERVER, () => {})
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`)
    expect(proxy?.name).toBe('proxy:3128')
  })

  it.each(['socks5://proxy:1080', 'http://', 'http://me:%zz@proxy'])(
    'cannot be %s',
    (HTTPS_PROXY) => {
      environment({ HTTPS_PROXY })
      const refuse = vi.fn()
      expect(proxyFor(SERVER, refuse)).toBe(undefined)
      expect(refuse).toHaveBeenCalledOnce()
    },
  )
})
