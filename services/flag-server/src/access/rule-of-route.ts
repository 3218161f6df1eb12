import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ADMIN_UI } from '../paths.ts'
import { API_ROUTES, OTHER_ROUTES } from './route-permissions.ts'
import type { RouteRule } from './route-rule.ts'

export const API = '/api/v1'

/** The row of a route; undefined when the table does not name it. */
export function ruleOfRoute(method: string, url: string): RouteRule | undefined {
  const asked = method === 'HEAD' ? 'GET' : method
  if (url.startsWith(`${API}/`)) return ownRow(API_ROUTES, `${asked} ${url.slice(API.length)}`)
  const exact = ownRow(OTHER_ROUTES, `${asked} ${url}`)
  if (exact !== undefined) return exact
  const above = Object.keys(OTHER_ROUTES).find(
    (row) => row.endsWith('/*') && `${asked} ${url}`.startsWith(row.slice(0, -1)),
  )
  if (above !== undefined) return OTHER_ROUTES[above]
  // What lies beside the admin UI's page: each file is a route.
  return asked === 'GET' && existsSync(join(ADMIN_UI, url)) ? 'public' : undefined
}

function ownRow(table: Readonly<Record<string, RouteRule>>, row: string): RouteRule | undefined {
  return Object.hasOwn(table, row) ? table[row] : undefined
}
