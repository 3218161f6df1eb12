import type { ConnectionsAsked, ConnectionsHere } from '../connections/connections-here.ts'
import type { PreviewAsked, PreviewCounts } from '../previews/preview-counts.ts'
import type { ConnectionsByKey } from '../sdk-keys/connections-by-key.ts'

/** What only the process that holds the sockets can answer. */
export interface Questions {
  readonly preview: { readonly asked: PreviewAsked; readonly answer: PreviewCounts | 'busy' }
  readonly sdkKeys: { readonly asked: null; readonly answer: ConnectionsByKey }
  readonly connections: { readonly asked: ConnectionsAsked; readonly answer: ConnectionsHere }
}

export type QuestionKind = keyof Questions
export type Asked<Kind extends QuestionKind> = Questions[Kind]['asked']
export type Answer<Kind extends QuestionKind> = Questions[Kind]['answer']

/** How this process answers. Undefined: it has never served an SDK of that environment. */
export type Answering = {
  readonly [Kind in QuestionKind]: (
    environmentId: string,
    asked: Asked<Kind>,
  ) => Promise<Answer<Kind> | undefined>
}
