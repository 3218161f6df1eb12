import type { FlagConfiguration } from '@bunting/flag-server/flags/flag-schemas.ts'
import { ruleName } from './rule-name.ts'
import { sharesWords } from './serve-words.ts'
import { type Shares, WHOLE } from './shares.ts'

type Rollouts = Pick<FlagConfiguration, 'rules' | 'fallthrough'>

/** What drawing everybody's place anew would do, a sentence for each rollout that moves people. */
export function reshuffleWords({ rules, fallthrough }: Rollouts): readonly string[] {
  const places = [
    ...rules.map((rule, index) => ({ who: ruleName(rule, index), serve: rule.serve })),
    { who: 'Everyone else', serve: fallthrough },
  ]
  return places.flatMap(({ who, serve }) => {
    const moved = 'rollout' in serve ? movedPercent(serve.rollout.shares) : 0
    if (moved === 0) return []
    return [
      `${who} (${sharesWords(serve)}): about ${moved}\u00a0% of people get something else than now.`,
    ]
  })
}

/** Of 100: who is in another arm when all are drawn anew. Who stays in an arm of share s is s² of all. */
export function movedPercent(shares: Shares): number {
  const staying = shares.reduce((sum, { share }) => sum + (share / WHOLE) ** 2, 0)
  const moved = (1 - staying) * 100
  return moved > 0 && moved < 1 ? 1 : Math.round(moved)
}
