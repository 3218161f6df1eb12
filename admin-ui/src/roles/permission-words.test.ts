import type { RoleView } from '@bunting/flag-server/access/access-schemas.ts'
import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import type { ProjectView } from '@bunting/flag-server/projects/project-schemas.ts'
import { describe, expect, it } from 'vitest'
import { OF_ENVIRONMENTS } from '../projects/may-words.ts'
import { mayGive, OF_PROJECTS, PERMISSION_WORDS, reachOf } from './permission-words.ts'

const role = (permissions: Permission[], inProduction: Permission[] = []): RoleView => ({
  key: 'r',
  name: 'R',
  permissions,
  inProduction,
  builtIn: false,
})

it('has every permission in one of the two lists, but for that of the installation', () => {
  const all = Object.keys(PERMISSION_WORDS).filter((one) => one !== 'installation.manage')
  expect([...OF_PROJECTS, ...OF_ENVIRONMENTS].sort()).toEqual(all.sort())
})

it('says where a role of the whole project gives a permission', () => {
  expect(reachOf(role(['flag.edit']), 'flag.edit')).toBe('everywhere')
  expect(reachOf(role(['flag.kill']), 'flag.kill')).toBe('outside production')
  expect(reachOf(role([], ['flag.kill']), 'flag.kill')).toBe('in production only')
  expect(reachOf(role(['flag.kill'], ['flag.kill']), 'flag.kill')).toBe('everywhere')
  expect(reachOf(role([]), 'flag.kill')).toBe('nowhere')
})

describe('giving a role', () => {
  const environment = (key: string, production: boolean, permissions: Permission[]) => ({
    key,
    name: key,
    production,
    revision: 0,
    policy: { commentRequired: false, approval: 'none' as const },
    permissions,
  })
  const project: ProjectView = {
    key: 'shop',
    name: 'Shop',
    permissions: ['project.view', 'member.manage'],
    environments: [
      environment('development', false, ['flag.configure', 'flag.kill']),
      environment('production', true, ['flag.kill']),
    ],
  }

  it('is for who holds all of it at that place', () => {
    expect(mayGive(project, role(['project.view']), null)).toBe(true)
    expect(mayGive(project, role(['project.view', 'flag.edit']), null)).toBe(false)
    expect(mayGive(project, role(['flag.configure'], ['flag.kill']), null)).toBe(true)
    expect(mayGive(project, role(['flag.kill'], ['flag.configure']), null)).toBe(false)
  })

  it('of one environment asks nothing of the others, and nothing of the project', () => {
    expect(mayGive(project, role(['flag.edit', 'flag.configure']), 'development')).toBe(true)
    expect(mayGive(project, role(['flag.configure']), 'production')).toBe(false)
  })
})
