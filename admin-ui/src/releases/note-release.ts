import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import type { QueryClient } from '@tanstack/react-query'
import { refreshFlags } from '../flags/refresh-flags.ts'
import { noteRevision } from '../projects/note-revision.ts'
import { queryKeys } from '../shared/query-keys.ts'

/** Puts a release that moved where it is shown, and has what follows from it asked for again. */
export function noteRelease(client: QueryClient, release: ReleaseDetail): void {
  const { project, environment, id, flag, revision } = release
  client.setQueryData(queryKeys.release(project, id), release)
  noteRevision(client, project, environment, revision)
  client.invalidateQueries({ queryKey: queryKeys.releaseLists(project, environment) })
  client.invalidateQueries({ queryKey: queryKeys.evidence(project, id) })
  client.invalidateQueries({ queryKey: queryKeys.audit(project) })
  // The answer is there already; the pages behind it may take their time.
  refreshFlags(client, project, [flag]).catch(() => undefined)
}
