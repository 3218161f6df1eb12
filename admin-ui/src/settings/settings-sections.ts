import type { Permission } from '@bunting/flag-server/access/permissions.ts'

export interface SettingsSection {
  /** Below `/settings`. */
  readonly path: string
  readonly label: string
  /** Who may not is not shown it. */
  readonly needs: Permission
}

interface SettingsGroup {
  readonly label: string
  readonly sections: readonly SettingsSection[]
}

/** The pages of the settings, in the order of the navigation. A new one is a row here and a route. */
export const SETTINGS: readonly SettingsGroup[] = [
  {
    label: 'Project',
    sections: [
      { path: 'general', label: 'General', needs: 'project.view' },
      { path: 'environments', label: 'Environments', needs: 'project.view' },
      { path: 'members', label: 'Members', needs: 'project.view' },
      { path: 'roles', label: 'Roles', needs: 'project.view' },
      { path: 'tokens', label: 'Service tokens', needs: 'member.manage' },
      { path: 'webhooks', label: 'Webhooks', needs: 'webhook.manage' },
    ],
  },
  {
    label: 'Installation',
    sections: [
      { path: 'people', label: 'People', needs: 'installation.manage' },
      { path: 'account-history', label: 'Account history', needs: 'installation.manage' },
      { path: 'sso', label: 'Single sign-on', needs: 'installation.manage' },
    ],
  },
]
