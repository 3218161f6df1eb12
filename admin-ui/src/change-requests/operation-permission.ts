import type { Permission } from '@bunting/flag-server/access/permissions.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'

/** What whoever does it directly must be allowed to. */
const PERMISSIONS: Readonly<Record<Operation['type'], Permission>> = {
  'configure-flag': 'flag.configure',
  'reshuffle-flag': 'flag.configure',
  'unlock-flag': 'release.run',
  'copy-flag': 'flag.configure',
  'restore-flag': 'flag.configure',
  'configure-segment': 'flag.configure',
  'restore-segment': 'flag.configure',
  'restore-environment': 'flag.configure',
  revert: 'flag.configure',
  'update-flag': 'flag.configure',
  'archive-flag': 'flag.configure',
  'unarchive-flag': 'flag.configure',
  'create-release': 'release.run',
  'start-release': 'release.run',
  'change-release': 'release.run',
  'advance-release': 'release.run',
}

export function operationPermission({ type }: Operation): Permission {
  return PERMISSIONS[type]
}
