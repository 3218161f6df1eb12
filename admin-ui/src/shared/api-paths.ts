const enc = encodeURIComponent

/** Paths under `/api/v1`. */
export const apiPaths = {
  project: (project: string) => `/projects/${enc(project)}`,
  flags: (project: string) => `/projects/${enc(project)}/flags`,
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
  sdkKeys: (project: string, environment: string) =>
    `${apiPaths.environment(project, environment)}/sdk-keys`,
  audit: (project: string) => `/projects/${enc(project)}/audit`,
}
