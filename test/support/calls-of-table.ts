import { API_ROUTES, OTHER_ROUTES } from '@bunting/flag-server/access/route-permissions.ts'
import type { RouteRule } from '@bunting/flag-server/access/route-rule.ts'

/** One request that a row of the table is about. */
export interface Call {
  readonly method: string
  readonly url: string
  readonly rule: RouteRule
  /** Where it is about an environment. */
  readonly environment?: 'development' | 'production'
}

const NOBODY = '00000000-0000-4000-8000-000000000000'
/** Nothing of these is there: who is let in changes nothing. */
const PARAMETERS: Readonly<Record<string, string>> = {
  project: 'default',
  entry: '999999',
  revision: '999999',
  number: '999999',
  id: NOBODY,
  membership: NOBODY,
}

/** What each command of a release takes, by this file's own account of it. */
const COMMANDS: Readonly<Record<string, RouteRule>> = {
  start: 'release.run',
  resume: 'release.run',
  advance: 'release.run',
  pause: 'flag.kill',
  rollback: 'flag.kill',
  abort: 'flag.kill',
}

/** Every row, in development and in production where it is of an environment. */
export const CALLS: readonly Call[] = [
  ...Object.entries(API_ROUTES).flatMap(([row, rule]) => callsOf(row, rule, '/api/v1')),
  ...Object.entries(OTHER_ROUTES).flatMap(([row, rule]) => callsOf(row, rule)),
]

function callsOf(row: string, rule: RouteRule, prefix = ''): Call[] {
  const [method = '', path = ''] = row.split(' ')
  // Sockets are not asked like this, nor what stands for many: their own tests do.
  if (path.endsWith('*') || row === 'GET /sdk/v1/stream') return []
  if (path.includes(':command')) {
    return Object.entries(COMMANDS).flatMap(([command, permission]) =>
      callsOf(row.replace(':command', command), permission, prefix),
    )
  }
  const environments = path.includes(':environment')
    ? (['development', 'production'] as const)
    : [undefined]
  return environments.map((environment) => ({
    method,
    url:
      prefix +
      path.replace(/:(\w+)/g, (_, name: string) =>
        name === 'environment' ? (environment ?? '') : (PARAMETERS[name] ?? 'missing'),
      ),
    rule,
    ...(environment && { environment }),
  }))
}
