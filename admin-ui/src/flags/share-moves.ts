import type { Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import { percent } from '../shared/number-words.ts'
import { DEFAULT_BUCKET_BY } from './serve-words.ts'
import { type Shares, WHOLE } from './shares.ts'

/** Who stands from one position to another, in 1/1000 of a percent, and what they get instead. */
export interface ShareMove {
  readonly from: number
  readonly to: number
  readonly was: string
  readonly is: string
}

/**
 * Who gets another variant when one way of serving becomes another. Everybody keeps their position; an
 * arm has the positions after those of the arm before it. Null when people are told apart by another
 * attribute than before: then nobody's position stays.
 */
export function shareMoves(before: Serve, after: Serve): readonly ShareMove[] | null {
  if (bucketBy(before, after) !== bucketBy(after, before)) return null
  const moves: ShareMove[] = []
  const [was, is] = [armEnds(before), armEnds(after)]
  let from = 0
  for (const to of [...new Set([...was, ...is].map(({ end }) => end))].sort((a, b) => a - b)) {
    const held = was.find(({ end }) => end >= to)?.variant
    const gets = is.find(({ end }) => end >= to)?.variant
    if (held !== undefined && gets !== undefined && held !== gets) {
      moves.push({ from, to, was: held, is: gets })
    }
    from = to
  }
  return moves
}

/** `5 % off → on, 2 % blue → green`; the largest first. */
export function moveWords(moves: readonly ShareMove[]): string {
  const sums = new Map<string, number>()
  for (const { from, to, was, is } of moves) {
    const pair = `${was} → ${is}`
    sums.set(pair, (sums.get(pair) ?? 0) + to - from)
  }
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([pair, share]) => `${percent(share)} ${pair}`)
    .join(', ')
}

/** One variant for all tells nobody apart: it goes by what the other goes by. */
function bucketBy(serve: Serve, other: Serve): string {
  if ('rollout' in serve) return serve.rollout.bucketBy ?? DEFAULT_BUCKET_BY
  return 'rollout' in other ? bucketBy(other, serve) : DEFAULT_BUCKET_BY
}

function armEnds(serve: Serve): readonly { variant: string; end: number }[] {
  const shares: Shares =
    'rollout' in serve ? serve.rollout.shares : [{ variant: serve.variant, share: WHOLE }]
  let end = 0
  return shares
    .map(({ variant, share }) => {
      end += share
      return { variant, share, end }
    })
    .filter(({ share }) => share > 0)
}
