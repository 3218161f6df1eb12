import type { Permission } from '../access/permissions.ts'
import type { Operation, OperationType } from './operation-schemas.ts'

/** What is said of an operation without looking at anything. */
export interface OperationFacts {
  /** What the direct route asks for in each environment that is changed … */
  readonly inEnvironment: Permission
  /** … and in the project, if it asks for that too. */
  readonly inProject?: Permission
}

export const FACTS: Readonly<Record<OperationType, OperationFacts>> = {
  'configure-flag': { inEnvironment: 'flag.configure' },
  'reshuffle-flag': { inEnvironment: 'flag.configure' },
  'unlock-flag': { inEnvironment: 'release.run' },
  'copy-flag': { inEnvironment: 'flag.configure' },
  'restore-flag': { inEnvironment: 'flag.configure' },
  'configure-segment': { inEnvironment: 'flag.configure' },
  'restore-segment': { inEnvironment: 'flag.configure' },
  'restore-environment': { inEnvironment: 'flag.configure' },
  revert: { inEnvironment: 'flag.configure' },
  'update-flag': { inEnvironment: 'flag.configure', inProject: 'flag.edit' },
  'archive-flag': { inEnvironment: 'flag.configure', inProject: 'flag.delete' },
  'unarchive-flag': { inEnvironment: 'flag.configure', inProject: 'flag.delete' },
  'create-release': { inEnvironment: 'release.run' },
  'start-release': { inEnvironment: 'release.run' },
  'change-release': { inEnvironment: 'release.run' },
  'advance-release': { inEnvironment: 'release.run' },
}

/** Key of the one environment it is about; null when it is about all, or its entry has to say. */
export function environmentOf(operation: Operation): string | null {
  return 'environment' in operation ? operation.environment : null
}

const VERBS: Readonly<Record<OperationType, string>> = {
  'configure-flag': 'Change',
  'reshuffle-flag': 'Reshuffle',
  'unlock-flag': 'Unlock',
  'copy-flag': 'Copy',
  'restore-flag': 'Restore',
  'configure-segment': 'Change segment',
  'restore-segment': 'Restore segment',
  'restore-environment': 'Restore all of',
  revert: 'Undo a change of',
  'update-flag': 'Change',
  'archive-flag': 'Archive',
  'unarchive-flag': 'Take out of the archive:',
  'create-release': 'Release',
  'start-release': 'Start the release of',
  'change-release': 'Change the release of',
  'advance-release': 'Advance the release of',
}

/** What a request is called by default: `Switch new-checkout on in Production`. */
export function titleOf(
  operation: Operation,
  target: { readonly key: string },
  environmentName: string | null,
): string {
  const where = environmentName === null ? '' : ` in ${environmentName}`
  if (operation.type === 'restore-environment') return `${VERBS[operation.type]} ${target.key}`
  if (operation.type === 'configure-flag' && isSwitch(operation.patch)) {
    return `Switch ${target.key} ${operation.patch.on ? 'on' : 'off'}${where}`
  }
  const source = operation.type === 'copy-flag' ? ` from ${operation.from}` : ''
  return `${VERBS[operation.type]} ${target.key}${source}${where}`
}

function isSwitch(patch: object): boolean {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined)
  return given.length === 1 && 'on' in patch
}
