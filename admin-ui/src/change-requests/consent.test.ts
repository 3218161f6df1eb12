import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { EnvironmentView } from '@bunting/flag-server/projects/project-schemas.ts'
import { expect, it } from 'vitest'
import { concerned, consentByPolicy } from './consent.ts'

const operation: Operation = {
  type: 'configure-flag',
  environment: 'production',
  flag: 'new-checkout',
  patch: { on: true },
}

function environment(parts: Partial<EnvironmentView>): EnvironmentView {
  return {
    key: 'production',
    name: 'Production',
    production: true,
    revision: 0,
    policy: { commentRequired: false, approval: 'none' },
    permissions: ['flag.configure', 'change.request'],
    ...parts,
  }
}

it('asks nothing where the policy asks nothing', () => {
  expect(consentByPolicy(operation, [environment({})])).toEqual({
    commentRequired: false,
    approvalRequired: false,
    why: null,
    refused: null,
  })
})

it('asks for a comment where the policy does', () => {
  const policy = { commentRequired: true, approval: 'none' } as const
  expect(consentByPolicy(operation, [environment({ policy })])).toMatchObject({
    commentRequired: true,
    approvalRequired: false,
  })
})

it('asks for approval of every change where the policy does', () => {
  const policy = { commentRequired: false, approval: 'all' } as const
  expect(consentByPolicy(operation, [environment({ policy })])).toMatchObject({
    approvalRequired: true,
    why: 'Production asks for a second person’s approval of every change.',
  })
})

it('asks for approval of whoever may not do it by themselves, whatever the policy', () => {
  const closed = environment({ permissions: ['change.request'] })
  expect(consentByPolicy(operation, [closed])).toMatchObject({ approvalRequired: true })
})

it('refuses whoever may neither do it nor ask for it, and says so', () => {
  const viewer = environment({ permissions: ['project.view'] })
  expect(consentByPolicy(operation, [viewer])?.refused).toMatch(/^You may look at Production/)
})

it('leaves what depends on who gets something else to the server', () => {
  const policy = { commentRequired: false, approval: 'exposure' } as const
  expect(consentByPolicy(operation, [environment({ policy })])).toBeNull()
})

it('asks what the strictest of the environments asks that are concerned', () => {
  const strict = { commentRequired: true, approval: 'all' } as const
  const both = [environment({ key: 'staging', name: 'Staging' }), environment({ policy: strict })]
  expect(concerned(operation, both).map(({ key }) => key)).toEqual(['production'])
  const everywhere: Operation = { type: 'archive-flag', flag: 'new-checkout' }
  expect(concerned(everywhere, both)).toHaveLength(2)
  expect(consentByPolicy(everywhere, both)).toMatchObject({
    approvalRequired: true,
    commentRequired: true,
  })
})
