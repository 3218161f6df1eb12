import type { ReleaseList } from '@bunting/flag-server/releases/release-schemas.ts'
import { IconTrendingUp } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { usePlace } from '../../projects/place.tsx'
import { apiPaths } from '../../shared/api-paths.ts'
import { percent } from '../../shared/number-words.ts'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'
import { pagePaths } from '../page-paths.ts'
import type { PaletteCommand } from './palette-command.ts'
import { hasWords } from './palette-query.ts'

const SHOWN = '4'

/** Releases of the environment in view whose flag or state has every word; none while nothing was typed. */
export function useReleaseCommands(words: readonly string[]): readonly PaletteCommand[] {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  // Each is called "release": the word tells none apart.
  const search = words.filter((word) => !'release'.includes(word)).join(' ')
  const asked = { search, limit: SHOWN }
  const { data } = useQuery({
    queryKey: queryKeys.releases(project.key, environment.key, asked),
    queryFn: ({ signal }) => {
      const path = `${apiPaths.releases(project.key, environment.key)}?${new URLSearchParams(asked)}`
      return request<ReleaseList>('GET', path, undefined, signal)
    },
    enabled: words.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  if (words.length === 0) return []
  return (
    (data?.releases ?? [])
      // Until the answer is there, what was found before.
      .filter(({ flag, state }) => hasWords(`release ${flag} ${state.replace('_', ' ')}`, words))
      .map(({ id, flag, state, share }) => ({
        id: `open release ${id}`,
        group: 'Releases',
        label: `Release of ${flag}`,
        hint: `${state.replace('_', ' ')}, ${percent(share)}`,
        icon: IconTrendingUp,
        run: () => navigate(pagePaths.release(project.key, environment.key, id)),
      }))
  )
}
