import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { Restorable } from './restore-dialog.tsx'

const SHARED = ['flag.updated', 'segment.updated', 'project.renamed']

/** Whether the server knows a way back from a change. Whether that is still open, it says when asked. */
export function isRevertible({ environment, revision, action }: AuditEntry): boolean {
  return (environment !== null && revision !== null) || SHARED.includes(action)
}

/** What an entry's revision can be restored of; null when it made none. */
export function restorable({ environment, revision, target }: AuditEntry): Restorable | null {
  if (environment === null || revision === null) return null
  if (target.type === 'environment') return { type: 'environment' }
  if (target.type === 'flag' || target.type === 'segment') {
    return { type: target.type, key: target.key }
  }
  return null
}
