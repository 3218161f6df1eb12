/** Keys nest, so that invalidating a project invalidates all that is known of it. */
export const queryKeys = {
  setup: ['setup'] as const,
  me: ['me'] as const,
  projects: ['projects'] as const,
  project: (project: string) => ['project', project] as const,
  projectView: (project: string) => ['project', project, 'view'] as const,
  flags: (project: string) => ['project', project, 'flags'] as const,
  flagList: (project: string, search: string) => ['project', project, 'flags', search] as const,
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
  sdkKeys: (project: string, environment?: string) =>
    environment === undefined
      ? (['project', project, 'sdk-keys'] as const)
      : (['project', project, 'sdk-keys', environment] as const),
  audit: (project: string) => ['project', project, 'audit'] as const,
  connections: (project: string, environment: string) =>
    ['project', project, 'connections', environment] as const,
  delivery: (project: string, environment: string, revision: number) =>
    ['project', project, 'delivery', environment, revision] as const,
}
