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
