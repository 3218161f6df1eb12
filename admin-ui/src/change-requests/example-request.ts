import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'

const ANA = { type: 'user', id: 'ana', name: 'Ana' } as const

/** For tests. */
export function aRequest(parts: Partial<ChangeRequestView> = {}): ChangeRequestView {
  const instant = '2026-11-23T09:00:00.000Z'
  return {
    number: 12,
    title: 'Turn on new-checkout',
    comment: null,
    state: 'open',
    why: null,
    operation: {
      type: 'configure-flag',
      environment: 'production',
      flag: 'new-checkout',
      patch: { on: true },
    },
    environment: 'production',
    target: { type: 'flag', key: 'new-checkout' },
    author: ANA,
    createdAt: instant,
    updatedAt: instant,
    applyAt: null,
    notLaterThan: null,
    approvedBy: [],
    comments: 0,
    edition: 1,
    reach: [],
    approvalRequired: true,
    items: [],
    moved: null,
    current: null,
    appliedRevision: null,
    events: [],
    may: {
      approve: null,
      reject: null,
      withdraw: null,
      apply: null,
      schedule: null,
      unschedule: null,
      update: null,
      comment: null,
    },
    ...parts,
  }
}
