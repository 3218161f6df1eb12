import type { Permission } from '@bunting/flag-server/access/permissions.ts'

/** What each permission lets one do; in a sentence after "You may not". */
const TO: Readonly<Record<Permission, string>> = {
  'project.view': 'see this project',
  'flag.edit': 'make flags or change what all environments share',
  'flag.delete': 'archive, restore or delete flags',
  'segment.edit': 'make, describe or delete segments',
  'webhook.manage': 'manage webhooks',
  'template.manage': 'change templates of releases',
  'project.manage': 'rename the project',
  'environment.manage': 'change environments and their policies',
  'member.manage': 'manage members and service tokens',
  'flag.configure': 'change what is served',
  'flag.kill': 'kill flags, or take releases back',
  'release.run': 'plan or run releases',
  'change.request': 'ask for changes',
  'change.approve': 'approve changes',
  'sdk-key.manage': 'manage SDK keys',
  'installation.manage': 'manage the installation',
}

/** Permissions that may differ from environment to environment. */
export const OF_ENVIRONMENTS: readonly Permission[] = [
  'flag.configure',
  'flag.kill',
  'release.run',
  'change.request',
  'change.approve',
  'sdk-key.manage',
]

/** The sentence beside a control that somebody may not use. */
export function whyNot(permission: Permission, environment: string): string {
  const where = OF_ENVIRONMENTS.includes(permission) ? ` in ${environment}` : ''
  return permission === 'installation.manage'
    ? 'Only administrators of the installation may do this.'
    : `You may not ${TO[permission]}${where}. An administrator of the project can give you a role that may.`
}
