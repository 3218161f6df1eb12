import type { Database, Transaction } from '../database/connect.ts'
import { proposeCopy } from '../history/copy-flag.ts'
import type { Proposal } from '../history/history-schemas.ts'
import { proposeEnvironment } from '../history/restore-environment.ts'
import { proposeRestore } from '../history/restore-one.ts'
import { proposeRevert } from '../history/revert-change.ts'
import type { Operation } from './operation-schemas.ts'

/** What GET of its direct route answers now; null for an operation that proposes nothing there. */
export async function proposedBy(
  tx: Database | Transaction,
  project: string,
  operation: Operation,
): Promise<Proposal | null> {
  switch (operation.type) {
    case 'copy-flag':
      return proposeCopy(tx, { ...operation, project }, operation.from)
    case 'restore-flag': {
      const { environment, flag: key } = operation
      return proposeRestore(tx, { project, environment, kind: 'flag', key }, operation)
    }
    case 'restore-segment': {
      const { environment, segment: key } = operation
      return proposeRestore(tx, { project, environment, kind: 'segment', key }, operation)
    }
    case 'restore-environment':
      return proposeEnvironment(tx, { ...operation, project }, operation)
    case 'revert':
      return proposeRevert(tx, project, operation.entry)
    default:
      return null
  }
}
