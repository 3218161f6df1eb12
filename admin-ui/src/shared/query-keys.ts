/** Keys nest, so that invalidating a project invalidates all that is known of it. */
export const queryKeys = {
  setup: ['setup'] as const,
  me: ['me'] as const,
  signInOptions: ['sign-in-options'] as const,
  invitation: (token: string) => ['invitation', token] as const,
  account: ['account'] as const,
  sessions: ['account', 'sessions'] as const,
  everyPerson: ['people'] as const,
  people: (search: string) => ['people', search] as const,
  everyInvitation: ['invitations'] as const,
  invitations: (filter: object) => ['invitations', filter] as const,
  accountPolicy: ['account-policy'] as const,
  accountAudit: ['account-audit'] as const,
  sso: ['sso'] as const,
  projects: ['projects'] as const,
  project: (project: string) => ['project', project] as const,
  projectView: (project: string) => ['project', project, 'view'] as const,
  flags: (project: string) => ['project', project, 'flags'] as const,
  flagList: (project: string, search: string) => ['project', project, 'flags', search] as const,
  /** Pages of what the server found for a question. */
  flagPages: (project: string, question: string) =>
    ['project', project, 'flags', 'pages', question] as const,
  everyFlagFacet: (project: string) => ['project', project, 'flag-facets'] as const,
  flagFacets: (project: string, archived: boolean) =>
    ['project', project, 'flag-facets', archived] as const,
  /** What a few words find, for the palette; asked for anew whenever it opens. */
  foundFlags: (project: string, search: string) =>
    ['project', project, 'found-flags', search] as const,
  flag: (project: string, flag: string) => ['project', project, 'flag', flag] as const,
  segments: (project: string) => ['project', project, 'segments'] as const,
  /** What is known of single segments. */
  everySegment: (project: string) => ['project', project, 'segment'] as const,
  segment: (project: string, segment: string) =>
    ['project', project, 'segment', segment, 'details'] as const,
  segmentConfiguration: (project: string, segment: string, environment: string) =>
    ['project', project, 'segment', segment, environment] as const,
  explain: (project: string, environment: string) =>
    ['project', project, 'explain', environment] as const,
  everySdkKey: (project: string) => ['project', project, 'sdk-keys'] as const,
  sdkKeys: (project: string, environment: string, withRevoked: boolean) =>
    ['project', project, 'sdk-keys', environment, withRevoked] as const,
  audit: (project: string) => ['project', project, 'audit'] as const,
  /** Of what a restore, a revert or a copy would do, and of what differs: all follow every change. */
  proposal: (project: string, path: string) =>
    ['project', project, 'audit', 'would', path] as const,
  comparison: (project: string, left: string, right: string, search: string) =>
    ['project', project, 'audit', 'comparison', left, right, search] as const,
  connectionCount: (project: string, environment: string) =>
    ['project', project, 'connection-count', environment] as const,
  connections: (project: string, environment: string) =>
    ['project', project, 'connections', environment] as const,
  previews: (project: string, environment: string) =>
    ['project', project, 'preview', environment] as const,
  preview: (project: string, environment: string, flag: string) =>
    ['project', project, 'preview', environment, flag] as const,
  evaluations: (project: string, environment: string, flag: string, range: string) =>
    ['project', project, 'evaluations', environment, flag, range] as const,
  evaluationsOfFlags: (project: string, environment: string, flags: string) =>
    ['project', project, 'evaluations-of-flags', environment, flags] as const,
  unknownFlags: (project: string, environment?: string) =>
    environment === undefined
      ? (['project', project, 'unknown-flags'] as const)
      : (['project', project, 'unknown-flags', environment] as const),
  /** All that is known of releases: lists, single ones and their evidence. */
  everyRelease: (project: string) => ['project', project, 'release'] as const,
  releaseLists: (project: string, environment: string) =>
    ['project', project, 'release', 'list', environment] as const,
  releases: (project: string, environment: string, asked: object) =>
    ['project', project, 'release', 'list', environment, asked] as const,
  release: (project: string, id: string) => ['project', project, 'release', 'one', id] as const,
  evidence: (project: string, id: string) =>
    ['project', project, 'release', 'evidence', id] as const,
  releaseTemplates: (project: string) => ['project', project, 'release-templates'] as const,
  /** All that is known of change requests: lists and single ones. */
  everyChangeRequest: (project: string) => ['project', project, 'change-request'] as const,
  changeRequestLists: (project: string) => ['project', project, 'change-request', 'list'] as const,
  changeRequests: (project: string, filter: object) =>
    ['project', project, 'change-request', 'list', filter] as const,
  changeRequest: (project: string, number: number) =>
    ['project', project, 'change-request', 'one', number] as const,
  /** What the policies ask of a change that is typed. */
  assessments: (project: string) => ['project', project, 'assessment'] as const,
  assessment: (project: string, operation: string) =>
    ['project', project, 'assessment', operation] as const,
  /** Built-in and custom ones. */
  roles: ['roles'] as const,
  roleHolders: (role: string) => ['roles', role, 'holders'] as const,
  everyPersonalToken: ['me', 'tokens'] as const,
  personalTokens: (withRevoked: boolean) => ['me', 'tokens', withRevoked] as const,
  members: (project: string) => ['project', project, 'members'] as const,
  everyServiceToken: (project: string) => ['project', project, 'tokens'] as const,
  serviceTokens: (project: string, withRevoked: boolean) =>
    ['project', project, 'tokens', withRevoked] as const,
  webhooks: (project: string) => ['project', project, 'webhooks'] as const,
  delivery: (project: string, environment: string, revision: number) =>
    ['project', project, 'delivery', environment, revision] as const,
}
