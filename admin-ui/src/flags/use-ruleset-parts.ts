import type { Flag, Segment } from '@bunting/evaluator'
import type { SegmentSummary } from '@bunting/flag-server/segments/segment-schemas.ts'
import { useMemo } from 'react'
import { usePlace } from '../projects/place.tsx'
import { evaluatedSegment } from '../segments/evaluated-segment.ts'
import { useSegments } from '../segments/use-segments.ts'
import { evaluatedFlag } from './evaluated-flag.ts'
import { useFlags } from './use-flags.ts'

/** What the environment in view serves, as far as this screen holds it; segments without their lists. */
export interface RulesetParts {
  readonly flags: ReadonlyMap<string, Flag>
  readonly segments: ReadonlyMap<string, Segment>
  /** All of it is here. */
  readonly complete: boolean
}

export function useRulesetParts(): RulesetParts {
  const { project, environment } = usePlace()
  const { flags, complete: allFlags } = useFlags(project.key, '')
  const { segments, complete: allSegments } = useSegments(project.key)
  const complete = allFlags && allSegments
  return useMemo(() => {
    const place = environment.key
    return {
      complete,
      flags: new Map(
        flags.flatMap((flag) => {
          const configuration = flag.environments[place]
          return configuration ? [[flag.key, evaluatedFlag(flag, configuration)] as const] : []
        }),
      ),
      segments: new Map(
        segments.flatMap(({ key, environments }) => {
          const members = environments[place]
          return members ? [[key, withoutLists(key, members)] as const] : []
        }),
      ),
    }
  }, [flags, segments, environment.key, complete])
}

function withoutLists(key: string, { conditions }: SegmentSummary): Segment {
  return evaluatedSegment(key, { included: [], excluded: [], conditions })
}
