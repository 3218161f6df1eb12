import { BUILT_IN_ROLES, type Role } from '@bunting/flag-server/access/built-in-roles.ts'
import {
  ALL_PERMISSIONS,
  PERMISSIONS,
  type Permission,
  scopeOf,
} from '@bunting/flag-server/access/permissions.ts'
import { API_ROUTES, OTHER_ROUTES } from '@bunting/flag-server/access/route-permissions.ts'
import type { RouteRule } from '@bunting/flag-server/access/route-rule.ts'
import { expect, it } from 'vitest'
import { readMarkdown, tableRows } from './markdown.ts'

const rows = tableRows(readMarkdown('docs/permissions.md'))

it('lists every permission with the roles that have it, and no others', () => {
  const listed = rows.filter(([first = '']) => /^`[a-z-]+\.[a-z]+`$/.test(first))
  expect(listed).toEqual(
    ALL_PERMISSIONS.map((permission) => [
      `\`${permission}\``,
      PERMISSIONS[permission].words,
      ...BUILT_IN_ROLES.map((role) => reach(role, permission)),
    ]),
  )
})

it('lists every route with what it needs, and no others', () => {
  const listed = rows.filter(([first = '']) => /^`[A-Z]+ \//.test(first))
  const routes = [
    ...Object.entries(API_ROUTES).map(
      ([row, rule]) => [row.replace(' ', ' /api/v1'), rule] as const,
    ),
    ...Object.entries(OTHER_ROUTES),
  ]
  const wanted = routes.map(([row, rule]) => [`\`${row}\``, needs(rule)])
  const byRoute = ([a = '']: readonly string[], [b = '']: readonly string[]) => a.localeCompare(b)
  expect(listed.sort(byRoute)).toEqual(wanted.sort(byRoute))
})

function reach({ permissions, inProduction }: Role, permission: Permission): string {
  const outside = permissions.includes(permission)
  if (scopeOf(permission) !== 'environment') return outside ? 'yes' : ''
  const inside = inProduction.includes(permission)
  if (outside && inside) return 'yes'
  if (outside) return 'outside production'
  return inside ? 'in production only' : ''
}

function needs(rule: RouteRule): string {
  if (typeof rule === 'object') return `\`${rule.first}\`; ${rule.words}`
  return rule.includes('.') ? `\`${rule}\`` : rule
}
