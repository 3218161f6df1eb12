import type { FlagKind } from '@bunting/flag-server/flags/flag-schemas.ts'

export const KIND_WORDS: Readonly<Record<FlagKind, string>> = {
  release: 'release',
  'kill-switch': 'kill switch',
  experiment: 'experiment',
  operational: 'operational',
  permission: 'permission',
}
