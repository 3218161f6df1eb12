import { changed, type Difference } from '../drafts/difference.ts'
import { percent } from '../shared/number-words.ts'
import type { Guard, Stage } from './release-state.ts'
import { guardName, guardWords, stageWords } from './release-words.ts'

type Half = Readonly<Record<string, unknown>>

/** What differs between two plans of a release, as history keeps them. */
export function planDifferences(before: Half, after: Half): readonly Difference[] {
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
