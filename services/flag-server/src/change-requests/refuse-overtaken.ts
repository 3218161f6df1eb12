import type { Transaction } from '../database/connect.ts'
import { lookAtConfiguration, refuseOther } from '../flags/configure-flag.ts'
import { findFlag } from '../flags/find-flag.ts'
import { refuseOtherProposal } from '../history/apply-plan.ts'
import { invalid } from '../http/app-error.ts'
import { refuseStale } from '../http/refuse-stale.ts'
import { findSegmentConfiguration } from '../segments/find-segment.ts'
import type { NewChangeRequest } from './change-request-schemas.ts'
import type { Operation } from './operation-schemas.ts'
import { proposedBy } from './proposed-by.ts'

/** What its author went by, as they saw it; nothing of it when they do not mind. */
export type Seen = Pick<NewChangeRequest, 'expectedVersion' | 'fingerprint'>

/**
 * 409 when what the author went by is not so any more, with what there is: as the direct routes
 * answer. To be called with the environments locked.
 */
export async function refuseOvertaken(
  tx: Transaction,
  project: string,
  operation: Operation,
  { expectedVersion, fingerprint }: Seen,
): Promise<void> {
  if (expectedVersion !== undefined) await refuseVersion(tx, project, operation, expectedVersion)
  if (fingerprint !== undefined) await refuseProposal(tx, project, operation, fingerprint)
}

async function refuseVersion(
  tx: Transaction,
  project: string,
  operation: Operation,
  expectedVersion: number,
): Promise<void> {
  if ('environment' in operation && 'flag' in operation) {
    return refuseOther(await lookAtConfiguration(tx, { ...operation, project }), expectedVersion)
  }
  if ('environment' in operation && 'segment' in operation) {
    const current = await findSegmentConfiguration(tx, { ...operation, project })
    return refuseStale(current.version, expectedVersion, () => current)
  }
  if (operation.type === 'update-flag') {
    const current = await findFlag(tx, project, operation.flag)
    return refuseStale(current.version, expectedVersion, () => current)
  }
  const message =
    'is of a flag or a segment; this operation names none that could be another version'
  throw invalid([{ path: 'expectedVersion', message }])
}

async function refuseProposal(
  tx: Transaction,
  project: string,
  operation: Operation,
  fingerprint: string,
): Promise<void> {
  const now = await proposedBy(tx, project, operation)
  if (now) return refuseOtherProposal(now, fingerprint)
  const message = 'is of a restore, a copy or an undoing; this operation is none'
  throw invalid([{ path: 'fingerprint', message }])
}
