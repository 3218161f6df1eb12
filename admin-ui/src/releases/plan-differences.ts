import { changed, type Difference } from '../drafts/difference.ts'
import { percent } from '../shared/number-words.ts'
import { isObject } from '../shared/same-json.ts'
import type { Guard, Stage } from './release-state.ts'
import { guardName, guardWords, stageWords } from './release-words.ts'

type Half = Readonly<Record<string, unknown>>

/** A plan of a release, as history and requests keep it. */
export function isPlan(value: unknown): value is Half {
  return isObject(value) && 'stages' in value && 'guards' in value
}

/**
 * What differs between two plans of a release.
 *
 * @param before null: all of the other is new
 */
export function planDifferences(before: Half | null, after: Half): readonly Difference[] {
  if (before === null) {
    const { control, treatment } = after
    return [
      { what: 'Serves', before: null, after: `${treatment} instead of ${control}` },
      { what: 'Stages', before: null, after: stagesWords(after) },
      { what: 'Guards', before: null, after: guardsWords(after) },
      { what: 'Goes on unproven up to', before: null, after: goOnWords(after) },
    ]
  }
  return [
    ...changed('Stages', stagesWords(before), stagesWords(after)),
    ...changed('Guards', guardsWords(before), guardsWords(after)),
    ...changed('Goes on unproven up to', goOnWords(before), goOnWords(after)),
  ]
}

function stagesWords({ stages }: Half): string {
  if (!Array.isArray(stages)) return 'none'
  return (stages as Stage[]).map((stage) => stageWords(stage, 'units')).join('; ')
}

function guardsWords({ guards }: Half): string {
  if (!Array.isArray(guards) || guards.length === 0) return 'none'
  return (guards as Guard[]).map((guard) => `${guardName(guard)} (${guardWords(guard)})`).join('; ')
}

function goOnWords({ pastLongestBake }: Half): string {
  const { goOnUpTo } = (pastLongestBake ?? { goOnUpTo: 0 }) as { goOnUpTo: number }
  return percent(goOnUpTo)
}
