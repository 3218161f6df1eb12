import type { FlagConfigurationView, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { evaluatedFlag } from '../flags/evaluated-flag.ts'
import { useRulesetParts } from '../flags/use-ruleset-parts.ts'
import { usePlace } from '../projects/place.tsx'
import { evaluatedSegment } from '../segments/evaluated-segment.ts'
import { segmentConfigurationQuery } from '../segments/use-segment.ts'
import type { Context } from './context-text.ts'
import type { DraftExplained } from './explain-draft.ts'
import { neededParts } from './needed-parts.ts'

const NOTHING = { flags: [], segments: [] }

/**
 * What the flag would answer with what is typed and not saved, worked out here. Null while it is not
 * wanted, or not all that it depends on is here.
 */
export function useDraftExplanation(
  flag: FlagView,
  shown: FlagConfigurationView,
  context: Context | null,
  wanted: boolean,
): DraftExplained | null {
  const { project, environment } = usePlace()
  const parts = useRulesetParts()
  const edited = useMemo(() => evaluatedFlag(flag, shown), [flag, shown])
  const { flags, segments: keys } = useMemo(
    () => (wanted ? neededParts(edited, parts) : NOTHING),
    [wanted, edited, parts],
  )
  const segments = useQueries({
    queries: keys.map((key) => segmentConfigurationQuery(project.key, environment.key, key)),
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
    const ready = wanted && parts.complete && segments.length === keys.length
    if (!ready || !evaluator) return null
    return evaluator.explainDraft({ flags, segments }, edited.key, context ?? {})
  }, [wanted, parts, flags, segments, keys, evaluator, edited, context])
}
