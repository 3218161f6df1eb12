import { checkSegment } from '@bunting/evaluator/check'
import type { SegmentConfigurationChanged } from '@bunting/flag-server/segments/segment-schemas.ts'
import { useMemo } from 'react'
import { unfinished } from '../conditions/unfinished.ts'
import type { Problem } from '../drafts/change-bar.tsx'
import { patchOf } from '../drafts/draft.ts'
import type { UsedDraft } from '../drafts/use-draft.ts'
import { useRulesetParts } from '../flags/use-ruleset-parts.ts'
import { usePlace } from '../projects/place.tsx'
import type { FieldError } from '../shared/field-errors.tsx'
import { failureWords, isStale, namesFields } from '../shared/request-failed.ts'
import { standingErrors } from '../shared/standing-errors.ts'
import { evaluatedSegment } from './evaluated-segment.ts'
import type { SegmentEdits } from './members-editing.tsx'
import { useSaveSegment } from './use-change-segment.ts'

/** Saves a draft, and says at each field what keeps it from being saved. */
export function useSegmentSave(
  segment: string,
  used: UsedDraft<SegmentConfigurationChanged, SegmentEdits>,
  onSaved: (revision: number) => void,
) {
  const { project, environment } = usePlace()
  const { draft, shown, edited, comment, discard } = used
  const { segments, complete } = useRulesetParts()
  const { mutate, isPending, error, variables } = useSaveSegment(
    project.key,
    environment.key,
    segment,
  )
  const found = useMemo((): readonly FieldError[] => {
    if (!edited || !complete) return []
    const existing = { flag: () => undefined, segment: (key: string) => segments.get(key) }
    return checkSegment(evaluatedSegment(segment, shown), existing)
      .map(({ path, message }) => ({ path: path.join('.'), message }))
      .filter(({ path }) => !/\.(attribute|values)$/.test(path))
  }, [edited, complete, segments, segment, shown])
  const standing = edited ? standingErrors(error, variables, shown) : []
  const refused = standing.filter(({ path }) => !found.some((one) => one.path === path))
  const failed = edited && error !== null && !isStale(error) && !namesFields(error)
  const missing = unfinished(shown.conditions)
  const problems: Problem[] = [
    ...(missing ? [{ words: `The segment ${missing}` }] : []),
    ...found.map((one) => ({ words: fieldWords(one) })),
    ...refused.map((one) => ({ words: fieldWords(one), refused: true })),
    ...(failed ? [{ words: failureWords(error), refused: true }] : []),
  ]
  return {
    errors: [...found, ...refused],
    problems,
    pending: isPending,
    save: () =>
      mutate(patchOf(draft, comment), {
        onSuccess: ({ revision }) => {
          discard()
          onSaved(revision)
        },
      }),
  }
}

function fieldWords({ path, message }: FieldError): string {
  const [field = '', at] = path.split('.')
  const place = at === undefined ? '' : ` ${Number(at) + 1}`
  if (field === 'conditions')
    return `${at === undefined ? 'Conditions' : 'Condition'}${place}: ${message}`
  return `${field === 'included' ? 'Included' : 'Excluded'}${place}: ${message}`
}
