/** What is edited: one environment's state of a flag or a segment. */
export interface DraftPlace {
  readonly project: string
  readonly environment: string
  readonly of: 'flag' | 'segment'
  readonly key: string
}

/** No part of it can hold a slash. */
export function draftKey({ project, environment, of, key }: DraftPlace): string {
  return `${project}/${environment}/${of}/${key}`
}

type Settings = 'flag-settings' | 'flag-variants' | 'segment-settings' | 'project-name' | 'sso'

/** Of what is the same in every environment: one part fewer, so that it meets no other key. */
export function settingsKey(project: string, of: Settings, key: string): string {
  return `${project}/${of}/${key}`
}
