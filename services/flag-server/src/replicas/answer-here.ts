import { connectionsHere, type Here } from '../connections/connections-here.ts'
import type { Replica } from '../delivery/replica.ts'
import type { PreviewExchange } from '../previews/preview-exchange.ts'
import type { Answering } from './questions.ts'

/** What this process answers, to itself and to the other replicas. */
export function answerHere(replica: Replica, previews: PreviewExchange, here: Here): Answering {
  return {
    async preview(environmentId, { line, withinMs }) {
      return replica.trackerOf(environmentId) && previews.ask(environmentId, line, withinMs)
    },
    async connections(environmentId, asked) {
      const tracker = replica.trackerOf(environmentId)
      return tracker && connectionsHere(tracker, asked, here)
    },
  }
}
