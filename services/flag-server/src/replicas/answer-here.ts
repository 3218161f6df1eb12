import { connectionsHere, type Here } from '../connections/connections-here.ts'
import type { Replica } from '../delivery/replica.ts'
import type { PreviewExchange } from '../previews/preview-exchange.ts'
import { connectionsByKey } from '../sdk-keys/connections-by-key.ts'
import type { StreamConnection } from '../stream/stream-connection.ts'
import type { Answering } from './questions.ts'

/** What this process answers, to itself and to the other replicas. */
export function answerHere(
  replica: Replica,
  previews: PreviewExchange,
  streams: Iterable<StreamConnection>,
  here: Here,
): Answering {
  return {
    async sdkKeys(environmentId) {
      return replica.trackerOf(environmentId) && connectionsByKey(streams)
    },
    async preview(environmentId, { line, withinMs }) {
      return replica.trackerOf(environmentId) && previews.ask(environmentId, line, withinMs)
    },
    async connections(environmentId, asked) {
      const tracker = replica.trackerOf(environmentId)
      return tracker && connectionsHere(tracker, asked, here)
    },
  }
}
