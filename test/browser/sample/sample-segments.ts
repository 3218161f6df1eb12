import { type AdminApi, PRODUCTION } from '../../support/admin-api.ts'
import { must } from './must.ts'

const SEGMENTS = [
  {
    key: 'beta-testers',
    name: 'Beta testers',
    description: 'Asked to be first, in the settings of their account.',
    tags: ['people'],
  },
  { key: 'old-contract', name: 'Companies on the old contract', tags: ['billing'] },
  { key: 'staff', name: 'Everybody who works here' },
]

export async function makeSegments(admin: AdminApi): Promise<void> {
  for (const segment of SEGMENTS) {
    await must(admin, 'POST', '/projects/default/segments', segment)
  }
  await must(admin, 'PATCH', `${PRODUCTION}/segments/beta-testers`, {
    included: Array.from({ length: 240 }, (_, index) => `user-${index * 7}`),
    excluded: ['user-42'],
    conditions: [{ attribute: 'beta', operator: 'equals', values: [true] }],
  })
  await must(admin, 'PATCH', `${PRODUCTION}/segments/staff`, {
    conditions: [{ attribute: 'email', operator: 'endsWith', values: ['@shop.example'] }],
  })
}
