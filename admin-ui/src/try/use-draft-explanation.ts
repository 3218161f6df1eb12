import type { FlagExplained } from '@bunting/flag-server/evaluation/explain-schemas.ts'
import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { evaluatedFlag } from '../flags/evaluated-flag.ts'
import { useRulesetParts } from '../flags/use-ruleset-parts.ts'
import { usePlace } from '../projects/place.tsx'
import { evaluatedSegment } from '../segments/evaluated-segment.ts'
import { segmentConfigurationQuery } from '../segments/use-segment.ts'
import type { Context } from './context-text.ts'
import { neededSegments } from './needed-segments.ts'

/**
 * What the flag would answer with what is typed and not saved, worked out here. Null while it is not
 * wanted, or not all that it depends on is here.
 */
export function useDraftExplanation(
  flag: FlagView,
  shown: FlagConfigurationView,
  context: Context | null,
  wanted: boolean,
): Pick<FlagExplained, 'decision' | 'steps'> | null {
  const { project, environment } = usePlace()
  const parts = useRulesetParts()
  const edited = useMemo(() => evaluatedFlag(flag, shown), [flag, shown])
  const needed = useMemo(
    () => (wanted ? neededSegments(edited, parts) : []),
    [wanted, edited, parts],
  )
  const segments = useQueries({
    queries: needed.map((key) => segmentConfigurationQuery(project.key, environment.key, key)),
    combine: (answers) =>
      answers.flatMap(({ data }) => (data ? [evaluatedSegment(data.key, data)] : [])),
  })
  const { data: evaluator } = useQuery({
    queryKey: ['evaluator'],
    queryFn: () => import('./explain-draft.ts'),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return useMemo(() => {
    const ready = wanted && parts.complete && segments.length === needed.length
    if (!ready || !evaluator) return null
    return evaluator.explainDraft(edited, parts.flags.values(), segments, context ?? {})
  }, [wanted, parts, segments, needed, evaluator, edited, context])
}
