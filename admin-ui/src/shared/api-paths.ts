const enc = encodeURIComponent

/** Paths under `/api/v1`. */
export const apiPaths = {
  project: (project: string) => `/projects/${enc(project)}`,
  flags: (project: string) => `/projects/${enc(project)}/flags`,
  flagFacets: (project: string) => `/projects/${enc(project)}/flag-facets`,
  flagSelection: (project: string) => `/projects/${enc(project)}/flag-selection`,
  archiveFlag: (project: string, flag: string) => `${apiPaths.flag(project, flag)}/archive`,
  flagBulk: (project: string) => `${apiPaths.flags(project)}/bulk`,
  flag: (project: string, flag: string) => `/projects/${enc(project)}/flags/${enc(flag)}`,
  environment: (project: string, environment: string) =>
    `/projects/${enc(project)}/environments/${enc(environment)}`,
  configuration: (project: string, environment: string, flag: string) =>
    `${apiPaths.environment(project, environment)}/flags/${enc(flag)}`,
  kill: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/kill`,
  reshuffle: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/reshuffle`,
  explainFlag: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/explain`,
  explain: (project: string, environment: string) =>
    `${apiPaths.environment(project, environment)}/explain`,
  segments: (project: string) => `/projects/${enc(project)}/segments`,
  segment: (project: string, segment: string) =>
    `/projects/${enc(project)}/segments/${enc(segment)}`,
  segmentConfiguration: (project: string, environment: string, segment: string) =>
    `${apiPaths.environment(project, environment)}/segments/${enc(segment)}`,
  delivery: (project: string, environment: string, revision: number) =>
    `${apiPaths.environment(project, environment)}/revisions/${revision}/delivery`,
  connections: (project: string, environment: string) =>
    `${apiPaths.environment(project, environment)}/connections`,
  connectionCount: (project: string, environment: string) =>
    `${apiPaths.connections(project, environment)}/count`,
  preview: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/preview`,
  evaluations: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/evaluations`,
  evaluationsOfFlags: (project: string, environment: string) =>
    `${apiPaths.environment(project, environment)}/evaluations`,
  unknownFlags: (project: string, environment: string) =>
    `${apiPaths.environment(project, environment)}/unknown-flags`,
  releases: (project: string, environment: string) =>
    `${apiPaths.environment(project, environment)}/releases`,
  release: (project: string, environment: string, id: string) =>
    `${apiPaths.releases(project, environment)}/${enc(id)}`,
  evidence: (project: string, environment: string, id: string) =>
    `${apiPaths.release(project, environment, id)}/evidence`,
  flagReleases: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/releases`,
  unlock: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/unlock`,
  releaseTemplates: (project: string) => `/projects/${enc(project)}/release-templates`,
  releaseTemplate: (project: string, name: string) =>
    `/projects/${enc(project)}/release-templates/${enc(name)}`,
  webhooks: (project: string) => `/projects/${enc(project)}/webhooks`,
  webhook: (project: string, id: string) => `/projects/${enc(project)}/webhooks/${enc(id)}`,
  roles: '/roles',
  role: (role: string) => `/roles/${enc(role)}`,
  roleHolders: (role: string) => `/roles/${enc(role)}/holders`,
  personalTokens: '/me/tokens',
  personalToken: (id: string) => `/me/tokens/${enc(id)}`,
  members: (project: string) => `/projects/${enc(project)}/members`,
  membership: (project: string, id: string) => `${apiPaths.members(project)}/${enc(id)}`,
  serviceTokens: (project: string) => `/projects/${enc(project)}/tokens`,
  serviceToken: (project: string, id: string) => `${apiPaths.serviceTokens(project)}/${enc(id)}`,
  sdkKeys: (project: string, environment: string) =>
    `${apiPaths.environment(project, environment)}/sdk-keys`,
  audit: (project: string) => `/projects/${enc(project)}/audit`,
  auditFacets: (project: string) => `${apiPaths.audit(project)}/facets`,
  auditExport: (project: string) => `${apiPaths.audit(project)}/export`,
  revert: (project: string, entry: string) => `${apiPaths.audit(project)}/${enc(entry)}/revert`,
  restoreEnvironment: (project: string, environment: string) =>
    `${apiPaths.environment(project, environment)}/restore`,
  restoreFlag: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/restore`,
  restoreSegment: (project: string, environment: string, segment: string) =>
    `${apiPaths.segmentConfiguration(project, environment, segment)}/restore`,
  copyFlag: (project: string, environment: string, flag: string) =>
    `${apiPaths.configuration(project, environment, flag)}/copy`,
  changeRequests: (project: string) => `/projects/${enc(project)}/change-requests`,
  changeRequest: (project: string, number: number) =>
    `${apiPaths.changeRequests(project)}/${number}`,
  assessment: (project: string) => `${apiPaths.changeRequests(project)}/assessment`,
  environments: (project: string) => `/projects/${enc(project)}/environments`,
  environmentsOrder: (project: string) => `/projects/${enc(project)}/environments-order`,
  comparison: (project: string) => `/projects/${enc(project)}/comparison`,
}
