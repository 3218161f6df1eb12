import type { Transaction } from '../database/connect.ts'
import { lookAtConfiguration, refuseOther } from '../flags/configure-flag.ts'
import { invalid } from '../http/app-error.ts'
import { refuseStale } from '../http/refuse-stale.ts'
import { findSegmentConfiguration } from '../segments/find-segment.ts'
import type { Operation } from './operation-schemas.ts'

/**
 * 409 when the flag's or the segment's configuration is not the one that the author saw, with the one
 * there is: as the direct routes answer. To be called with the environments locked.
 */
export async function refuseOtherVersion(
  tx: Transaction,
  project: string,
  operation: Operation,
  expectedVersion: number | undefined,
): Promise<void> {
  if (expectedVersion === undefined) return
  if ('environment' in operation && 'flag' in operation) {
    return refuseOther(await lookAtConfiguration(tx, { ...operation, project }), expectedVersion)
  }
  if ('environment' in operation && 'segment' in operation) {
    const current = await findSegmentConfiguration(tx, { ...operation, project })
    return refuseStale(current.version, expectedVersion, () => current)
  }
  const message = 'is of a flag or a segment in one environment; this operation names none'
  throw invalid([{ path: 'expectedVersion', message }])
}
