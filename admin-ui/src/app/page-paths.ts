const enc = encodeURIComponent

/** Addresses of screens. The address holds the state, so a link shows what its sender saw. */
export const pagePaths = {
  environment: (project: string, environment: string) => `/${enc(project)}/${enc(environment)}`,
  flags: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/flags`,
  flag: (project: string, environment: string, flag: string) =>
    `${pagePaths.flags(project, environment)}/${enc(flag)}`,
  segments: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/segments`,
  segment: (project: string, environment: string, segment: string) =>
    `${pagePaths.segments(project, environment)}/${enc(segment)}`,
  tryIt: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/try`,
  sdkKeys: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/sdk-keys`,
  history: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/history`,
  settings: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/settings`,
  welcome: (project: string, environment: string) =>
    `${pagePaths.environment(project, environment)}/welcome`,
}
