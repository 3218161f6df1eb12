import { API_ROUTES, OTHER_ROUTES } from '@bunting/flag-server/access/route-permissions.ts'
import type { RouteRule } from '@bunting/flag-server/access/route-rule.ts'
import { ruleOfRoute } from '@bunting/flag-server/access/rule-of-route.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import { CALLS, type Call } from '../support/calls-of-table.ts'
import { makePrincipals, type Principal, SERVICE_TOKENS } from '../support/principals.ts'
import { routesOf, shapeOf } from '../support/routes-of.ts'

let server: AppUnderTest
let principals: ReadonlyMap<string, Principal>
beforeAll(async () => {
  server = await startApp()
  principals = await makePrincipals(server)
}, 60_000)
afterAll(() => server.stop())

describe('the table', () => {
  it('names every route that the server has', () => {
    const unnamed = [...routesOf(server)].filter((shape) => {
      const [method = '', path = ''] = shape.split(' ')
      return shape !== PREFLIGHT && !TABLE.has(shape) && !ruleOfRoute(method, path)
    })
    expect(unnamed).toEqual([])
  })

  it('names no route that the server does not have', () => {
    const routes = routesOf(server)
    const gone = [...TABLE.keys()].filter((shape) => !routes.has(shape) && !shape.endsWith('*'))
    expect(gone).toEqual([])
  })

  it('is all that there is behind the sign-in: nothing of it is public by accident', () => {
    const open = Object.entries(API_ROUTES).filter(([, rule]) => rule === 'public')
    expect(open.map(([row]) => row).sort()).toEqual(PUBLIC)
  })
})

/** Of SDKs' pages, below `/sdk/v1`; the router prints a wildcard without what stands before it. */
const PREFLIGHT = 'OPTIONS /*'

/** Written out: what becomes public must be meant to. */
const PUBLIC = [
  'GET /setup',
  'GET /sign-in',
  'GET /sso/callback',
  'GET /sso/start',
  'POST /invitations/acceptance',
  'POST /invitations/lookup',
  'POST /password-resets',
  'POST /password-resets/redemption',
  'POST /setup',
  'POST /sign-in',
  'POST /sign-in/second-factor',
  'POST /sign-out',
]

const TABLE: ReadonlyMap<string, RouteRule> = new Map([
  ...Object.entries(API_ROUTES).map(([row, rule]) => [shapeOfRow(row, '/api/v1'), rule] as const),
  ...Object.entries(OTHER_ROUTES).map(([row, rule]) => [shapeOfRow(row), rule] as const),
])

function shapeOfRow(row: string, prefix = ''): string {
  const [method = '', path = ''] = row.split(' ')
  return shapeOf(method, prefix + path)
}

type Verdict =
  | 'let in'
  | 'unauthorized'
  | 'sdk_key_unknown'
  | 'sdk_key_not_allowed'
  | 'permission_denied'
  | 'project_not_found'

const STATUS: Readonly<Record<string, number>> = {
  unauthorized: 401,
  sdk_key_unknown: 401,
  sdk_key_not_allowed: 403,
  permission_denied: 403,
  project_not_found: 404,
}

type Credential = 'cookie' | 'personal token' | 'service token' | 'SDK key' | 'garbage' | 'nothing'

function expected(call: Call, credential: Credential, principal?: Principal): Verdict {
  const { environment } = call
  const rule = typeof call.rule === 'object' ? call.rule.first : call.rule
  if (rule === 'public') return 'let in'
  if (rule === 'sdk-key') return credential === 'SDK key' ? 'let in' : 'sdk_key_unknown'
  // No test has one: nobody of these is let in, the admin token neither.
  if (rule === 'metrics-token') return 'unauthorized'
  if (credential === 'SDK key') return 'sdk_key_not_allowed'
  if (!principal) return 'unauthorized'
  if (rule === 'signed-in') return 'let in'
  if (rule === 'person') return credential === 'cookie' ? 'let in' : 'permission_denied'
  const { may } = principal
  if (may === 'everything') return 'let in'
  if (rule === 'installation.manage') return 'permission_denied'
  if (may === 'nothing') return 'project_not_found'
  const there = [...may.project, ...(environment ? may[environment] : [])]
  return there.includes(rule) ? 'let in' : 'permission_denied'
}

async function verdictOf(call: Call, headers: Record<string, string>): Promise<Verdict | string> {
  const { method, url } = call
  const answer = await server.app.inject({ method: method as 'GET', url, headers })
  if (answer.statusCode >= 500) return `${answer.statusCode} ${answer.body}`
  const said = answer.body.startsWith('{') ? answer.json<{ code?: string }>() : {}
  const wanted = said.code === undefined ? undefined : STATUS[said.code]
  if (wanted !== undefined) {
    return wanted === answer.statusCode ? String(said.code) : `${said.code} as ${answer.statusCode}`
  }
  return answer.statusCode === 401 ? `401 ${said.code}` : 'let in'
}

/** Requests wait for the database more than they compute. */
const AT_ONCE = 8

async function walk(
  credential: Credential,
  headers: Record<string, string>,
  principal?: Principal,
): Promise<string[]> {
  // Signing out would end the session that the walk is made with.
  const calls = CALLS.filter(({ url }) => credential !== 'cookie' || url !== '/api/v1/sign-out')
  const wrong: string[] = []
  for (let at = 0; at < calls.length; at += AT_ONCE) {
    const some = calls.slice(at, at + AT_ONCE).map(async (call) => {
      const verdict = await verdictOf(call, headers)
      const right = expected(call, credential, principal)
      if (verdict !== right) wrong.push(`${call.method} ${call.url}: ${verdict}, not ${right}`)
    })
    await Promise.all(some)
  }
  return wrong
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('every route', { timeout: 60_000 }, () => {
  const ROLES = [
    'viewer',
    'editor',
    'releaser',
    'administrator',
    'custom role',
    'releaser of production alone',
    'editor of development alone',
    'member of another project',
    'administrator of the installation',
  ]

  function the(role: string): Principal {
    const found = principals.get(role)
    if (!found) throw new Error(`there is no ${role}`)
    return found
  }

  it.each(ROLES)('lets a signed-in %s do what the table says, and nothing else', async (role) => {
    const principal = the(role)
    expect(await walk('cookie', { cookie: principal.cookie }, principal)).toEqual([])
  })

  it.each(ROLES)(
    'lets a personal token of the %s do as much, but for the account',
    async (role) => {
      const principal = the(role)
      expect(await walk('personal token', bearer(principal.personalToken), principal)).toEqual([])
    },
  )

  it.each(SERVICE_TOKENS)('lets a service token as %s do as much', async (role) => {
    const principal = the(role)
    const token = principal.serviceToken ?? ''
    expect(await walk('service token', bearer(token), principal)).toEqual([])
  })

  it('lets BUNTING_ADMIN_TOKEN do everything but what is of people', async () => {
    const everything: Principal = { ...the('administrator of the installation') }
    expect(await walk('service token', bearer(server.adminToken), everything)).toEqual([])
  })

  it('answers an SDK key with its ruleset alone', async () => {
    expect(await walk('SDK key', bearer(the('viewer').sdkKey))).toEqual([])
  })

  it('answers nobody who shows nothing, or something made up', async () => {
    expect(await walk('nothing', {})).toEqual([])
    const prefix = the('viewer').personalToken.slice(0, -32)
    for (const garbage of ['x', `${prefix}${'A'.repeat(32)}`, 'bunting_service_AAAAAAAA_short']) {
      expect(await walk('garbage', bearer(garbage))).toEqual([])
    }
    expect(await walk('garbage', { cookie: 'bunting.session_token=made.up' })).toEqual([])
  })

  it('lets nobody ask for the head of what they may not get', async () => {
    for (const { method, url, rule } of CALLS) {
      if (method !== 'GET' || rule === 'public') continue
      const { statusCode } = await server.app.inject({ method: 'HEAD', url })
      expect({ url, statusCode }).toEqual({ url, statusCode: 401 })
    }
  })
})
