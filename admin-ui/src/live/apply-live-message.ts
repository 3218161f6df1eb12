import type { LiveMessage } from '@bunting/flag-server/live/live-message.ts'
import type { ChangedNoun } from '@bunting/flag-server/revisions/notify.ts'
import type { QueryClient } from '@tanstack/react-query'
import { refreshFlags } from '../flags/refresh-flags.ts'
import { noteRevision } from '../projects/note-revision.ts'
import { refreshSegments } from '../segments/use-change-segment.ts'
import { askAgain } from '../shared/ask-again.ts'
import { queryKeys } from '../shared/query-keys.ts'

/** Past this many changed flags, one list is cheaper than each flag. */
const FLAGS_ONE_BY_ONE = 20

/** A live message is a hint where to look again; only counts are taken from it as they are. */
export function applyLiveMessage(
  client: QueryClient,
  project: string,
  message: LiveMessage,
): Promise<unknown> {
  switch (message.type) {
    case 'revision':
      noteRevision(client, project, message.environment, message.revision)
      return Promise.all([
        message.flags.length > FLAGS_ONE_BY_ONE
          ? askAgain(client, queryKeys.flags(project))
          : refreshFlags(client, project, message.flags),
        askAgain(client, queryKeys.audit(project)),
        askAgain(client, queryKeys.explain(project, message.environment)),
        askAgain(client, queryKeys.previews(project, message.environment)),
        askAgain(client, queryKeys.everyRelease(project)),
        // What a request would change may have moved on, and what is typed may be judged otherwise.
        askAgain(client, queryKeys.everyChangeRequest(project)),
        askAgain(client, queryKeys.assessments(project)),
        ...(message.segments.length > 0 ? [refreshSegments(client, project)] : []),
      ])
    case 'delivery': {
      const { environment, delivery } = message
      client.setQueryData(queryKeys.delivery(project, environment, delivery.revision), delivery)
      return Promise.resolve()
    }
    case 'connections':
      client.setQueryData(
        queryKeys.connectionCount(project, message.environment),
        message.connections,
      )
      return Promise.resolve()
    case 'changed':
      return Promise.all([
        askAgain(client, queryKeys.audit(project)),
        ...keysOf(project, message.what).map((queryKey) => askAgain(client, queryKey)),
      ])
    default:
      return Promise.resolve()
  }
}

function keysOf(project: string, what: ChangedNoun) {
  switch (what) {
    case 'flags':
      return [
        queryKeys.flags(project),
        queryKeys.everyFlagFacet(project),
        ['project', project, 'flag'],
      ]
    case 'segments':
      return [queryKeys.segments(project), queryKeys.everySegment(project)]
    case 'sdk-keys':
      return [queryKeys.everySdkKey(project)]
    case 'projects':
      return [
        queryKeys.projects,
        queryKeys.projectView(project),
        // Policies are a project's: what they ask of a change may be something else now.
        queryKeys.assessments(project),
        queryKeys.everyChangeRequest(project),
      ]
    case 'releases':
      return [queryKeys.everyRelease(project)]
    case 'change-requests':
      return [queryKeys.everyChangeRequest(project)]
    case 'members':
      // Maybe it was I who may do more now, or less.
      return [queryKeys.members(project), queryKeys.projects, queryKeys.projectView(project)]
    case 'tokens':
      return [queryKeys.everyServiceToken(project)]
  }
}
