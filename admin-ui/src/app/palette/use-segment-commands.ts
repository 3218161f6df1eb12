import type { SegmentList } from '@bunting/flag-server/segments/segment-schemas.ts'
import { IconCircleDot } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { usePlace } from '../../projects/place.tsx'
import { memberWords } from '../../segments/segment-words.ts'
import { apiPaths } from '../../shared/api-paths.ts'
import { queryKeys } from '../../shared/query-keys.ts'
import { request } from '../../shared/request.ts'
import { pagePaths } from '../page-paths.ts'
import type { PaletteCommand } from './palette-command.ts'
import { hasWords } from './palette-query.ts'

const SHOWN = 4

/** Segments that have every word; none while nothing was typed. */
export function useSegmentCommands(words: readonly string[]): readonly PaletteCommand[] {
  const { project, environment } = usePlace()
  const navigate = useNavigate()
  const [search = ''] = words
  const { data } = useQuery({
    queryKey: [...queryKeys.segments(project.key), 'palette', environment.key, search],
    queryFn: ({ signal }) => {
      const params = new URLSearchParams({ limit: '50', environment: environment.key, search })
      const path = `${apiPaths.segments(project.key)}?${params}`
      return request<SegmentList>('GET', path, undefined, signal)
    },
    enabled: search !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  if (search === '') return []
  return (data?.segments ?? [])
    .filter(({ key, name, tags }) => hasWords([key, name, ...tags].join(' '), words))
    .slice(0, SHOWN)
    .map(({ key, environments }) => {
      const here = environments[environment.key]
      return {
        id: `segment ${key}`,
        group: 'Segments',
        label: key,
        ...(here && { hint: memberWords(here) }),
        icon: IconCircleDot,
        run: () => navigate(pagePaths.segment(project.key, environment.key, key)),
      }
    })
}
