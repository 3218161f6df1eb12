import type { FlagConfigurationChanged, Killed } from '@bunting/flag-server/flags/flag-schemas.ts'
import { apiPaths } from '../shared/api-paths.ts'
import { request } from '../shared/request.ts'
import { failureWords, isStale, RequestFailed } from '../shared/request-failed.ts'
import type { ConfigurationPlace } from './configuration-mutation.ts'
import { undoComment } from './kill-words.ts'
import type { KillPhase } from './kills.ts'

/** Kill takes no version: at three in the morning it must work whatever others are doing. */
export async function sendKill({
  project,
  environment,
  flag,
}: ConfigurationPlace): Promise<KillPhase> {
  try {
    const killed = await request<Killed>('POST', apiPaths.kill(project, environment, flag), {})
    return { phase: 'killed', ...killed }
  } catch (failure) {
    return { phase: 'not-killed', why: failureWords(failure) }
  }
}

/** An environment's policy asks for a second person, or the person may ask there and no more. */
function isForTwo(failure: unknown): boolean {
  return (
    failure instanceof RequestFailed &&
    (failure.code === 'approval_required' || failure.code === 'permission_denied')
  )
}

/** On again, unless somebody has changed the flag since it was killed. */
export async function sendUndo(
  { project, environment, flag }: ConfigurationPlace,
  killed: { readonly revision: number; readonly version: number },
): Promise<KillPhase> {
  const { revision, version } = killed
  try {
    const changed = await request<FlagConfigurationChanged>(
      'PATCH',
      apiPaths.configuration(project, environment, flag),
      { on: true, expectedVersion: version, comment: undoComment(killed) },
    )
    return { phase: 'undone', revision: changed.revision }
  } catch (failure) {
    return {
      phase: 'not-undone',
      revision,
      version,
      why: failureWords(failure),
      stale: isStale(failure),
      needsApproval: isForTwo(failure),
    }
  }
}
