const enc = encodeURIComponent

/** Addresses of screens. The address holds the state, so a link shows what its sender saw. */
export const pagePaths = {
  environment: (project: string, environment: string) => `/${enc(project)}/${enc(environment)}`,
  flags: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/flags`,
  flag: (project: string, environment: string, flag: string) =>
    `${pagePaths.flags(project, environment)}/${enc(flag)}`,
  evaluations: (project: string, environment: string, flag: string) =>
    `${pagePaths.flag(project, environment, flag)}/evaluations`,
  besides: (project: string, environment: string, flag: string) =>
    `${pagePaths.flag(project, environment, flag)}/environments`,
  code: (project: string, environment: string, flag: string) =>
    `${pagePaths.flag(project, environment, flag)}/code`,
  releases: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/releases`,
  release: (project: string, environment: string, id: string) =>
    `${pagePaths.releases(project, environment)}/${enc(id)}`,
  changeRelease: (project: string, environment: string, id: string) =>
    `${pagePaths.release(project, environment, id)}/change`,
  /** The wizard; of the flag that was in view. */
  planRelease: (project: string, environment: string, flag?: string) =>
    `${pagePaths.releases(project, environment)}/new${flag === undefined ? '' : `?flag=${enc(flag)}`}`,
  segments: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/segments`,
  segment: (project: string, environment: string, segment: string) =>
    `${pagePaths.segments(project, environment)}/${enc(segment)}`,
  requests: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/requests`,
  request: (project: string, environment: string, number: number) =>
    `${pagePaths.requests(project, environment)}/${number}`,
  connections: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/connections`,
  tryIt: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/try`,
  sdkKeys: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/sdk-keys`,
  history: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/history`,
  compare: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/compare`,
  settings: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/settings`,
  welcome: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/welcome`,
}
