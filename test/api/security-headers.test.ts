import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const page = (url = server.url) => fetch(url, { headers: { accept: 'text/html' } })

function policyOf(response: Response): Map<string, string> {
  const directives = (response.headers.get('content-security-policy') ?? '').split(';')
  return new Map(
    directives.map((one) => {
      const [name = '', ...values] = one.trim().split(' ')
      return [name, values.join(' ')]
    }),
  )
}

describe('the admin page', () => {
  it('runs scripts and styles of its own origin, and nothing inline but what has its nonce', async () => {
    const response = await page()
    const policy = policyOf(response)
    expect(policy.get('default-src')).toBe("'none'")
    expect(policy.get('script-src')).toBe("'self'")
    expect(policy.get('connect-src')).toBe("'self'")
    expect(policy.get('frame-ancestors')).toBe("'none'")
    expect(policy.get('base-uri')).toBe("'none'")
    const nonce = /^'self' 'nonce-([\w+/]{24})'$/.exec(policy.get('style-src') ?? '')?.[1] ?? ''
    expect(await response.text()).toContain(`nonce="${nonce}"`)
    expect([...policy.values()].join()).not.toMatch(/unsafe|https:|\*/)
  })

  it('has another nonce in every answer, at every address of a screen, and is kept by no cache', async () => {
    const answers = [await page(), await page(), await page(`${server.url}/default/production`)]
    const nonces = answers.map((answer) => policyOf(answer).get('style-src'))
    expect(new Set(nonces).size).toBe(3)
    for (const answer of answers) expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('is not to be had without a nonce', async () => {
    const text = await (await page(`${server.url}/index.html`)).text()
    expect(text).not.toContain('NONCE-OF-THIS-ANSWER')
  })
})

it('lets the pages of the API docs load nothing from elsewhere either', async () => {
  const policy = policyOf(await fetch(`${server.url}/api/docs`))
  expect(policy.get('default-src')).toBe("'none'")
  expect([...policy.values()].join()).not.toMatch(/unsafe|https?:|\*/)
})

it.each([
  '/',
  '/api/v1/projects',
  '/api/v1/sign-in',
  '/api/openapi.json',
  '/api/docs',
  '/health',
  '/nothing',
])('says at %s what browsers must not do', async (path) => {
  const { headers } = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } })
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  if (!path.startsWith('/api/v1/')) {
    expect(headers.get('permissions-policy')).toContain('camera=()')
  }
  expect(headers.get('content-security-policy')).toBeTruthy()
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('server')).toBeNull()
})

it.each([
  ['an answer', '/projects', 200],
  ['a refusal', '/projects/nope', 404],
  ['who I am', '/me', 200],
])('lets no cache keep %s of the API', async (_, path, status) => {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${server.adminToken}` },
  })
  expect(response.status).toBe(status)
  expect(response.headers.get('cache-control')).toBe('no-store')
})
