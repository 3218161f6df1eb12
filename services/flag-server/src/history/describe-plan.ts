import { createHash } from 'node:crypto'
import { auditedLists } from '../segments/audited-lists.ts'
import { segmentContent } from './contents.ts'
import type { Proposal, ProposedItem, RefusedItem } from './history-schemas.ts'
import type { Plan, PlannedFlag, PlannedSegment, Refusal } from './plan.ts'

/** What the API shows of a plan. */
export function proposalOf(plan: Plan, revision: number | null): Proposal {
  return sealed({
    environment: plan.scope.environment.key,
    revision,
    items: [...plan.flags.map(flagItem), ...plan.segments.map(segmentItem)],
    refused: plan.refused.map(refusedItem),
  })
}

export function flagItem({ held, next }: PlannedFlag): ProposedItem {
  return {
    action: 'flag.configured',
    target: { type: 'flag', key: held.flag.key },
    before: held.configuration.document,
    after: next,
  }
}

export function segmentItem({ held, next }: PlannedSegment): ProposedItem {
  return {
    action: 'segment.configured',
    target: { type: 'segment', key: held.segment.key },
    ...auditedLists(segmentContent(held.configuration), next),
  }
}

function refusedItem({ target, error }: Refusal): RefusedItem {
  const { code, message } = error
  return { target, code, message, blocking: isBlocking({ target, error }) }
}

/** A release that runs, or a place that was locked after one, is for a person to look at first. */
export function isBlocking({ error }: Refusal): boolean {
  return error.code === 'release_running' || error.code === 'place_locked'
}

/** With the name of exactly this proposal. */
export function sealed(proposal: Omit<Proposal, 'fingerprint'>): Proposal {
  const hash = createHash('sha256').update(JSON.stringify(proposal)).digest('base64url')
  return { ...proposal, fingerprint: hash }
}
