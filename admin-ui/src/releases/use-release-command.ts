import type {
  Command,
  CommandBody,
  ReleaseDetail,
} from '@bunting/flag-server/releases/release-schemas.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { apiPaths } from '../shared/api-paths.ts'
import { request } from '../shared/request.ts'
import { noteRelease } from './note-release.ts'

interface Commanded extends CommandBody {
  readonly command: Command
}

interface ReleasePlace {
  readonly project: string
  readonly environment: string
  readonly id: string
}

/** Start, pause, resume, advance, abort. Rolling back has a way of its own, which no page can hold up. */
export function useReleaseCommand({ project, environment, id }: ReleasePlace) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ command, comment, ...expected }: Commanded) =>
      request<ReleaseDetail>('POST', `${apiPaths.release(project, environment, id)}/${command}`, {
        ...expected,
        ...(comment && { comment }),
      }),
    onSuccess: (release) => noteRelease(client, release),
  })
}
