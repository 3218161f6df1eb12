import type { Serve } from '@bunting/flag-server/flags/flag-schemas.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { moveWords, shareMoves } from './share-moves.ts'
import { WHOLE } from './shares.ts'

const on = (share: number, bucketBy?: string): Serve => ({
  rollout: {
    shares: [
      { variant: 'on', share },
      { variant: 'off', share: WHOLE - share },
    ],
    ...(bucketBy && { bucketBy }),
  },
})
const words = (before: Serve, after: Serve) => moveWords(shareMoves(before, after) ?? [])

it('says who moves when a share is raised, lowered, or becomes everybody', () => {
  expect(words(on(25_000), on(30_000))).toBe('5\u00a0% off → on')
  expect(words(on(25_000), on(10_000))).toBe('15\u00a0% on → off')
  expect(words(on(25_000), { variant: 'on' })).toBe('75\u00a0% off → on')
  expect(words({ variant: 'on' }, { variant: 'on' })).toBe('')
})

it('knows nothing of who moves when people are told apart by something else', () => {
  expect(shareMoves(on(25_000), on(25_000, 'company'))).toBeNull()
  expect(shareMoves({ variant: 'off' }, on(25_000, 'company'))).toHaveLength(1)
})

it('agrees, for any two rollouts, with what each position is served', () => {
  const rollout = fc
    .array(fc.nat(WHOLE), { minLength: 2, maxLength: 2 })
    .map(([a = 0, b = 0]): Serve => {
      const [low, high] = a < b ? [a, b] : [b, a]
      const shares = [low, high - low, WHOLE - high]
      return {
        rollout: { shares: shares.map((share, at) => ({ variant: `v${at}`, share })) },
      }
    })
  const servedAt = (serve: Serve, position: number) => {
    if (!('rollout' in serve)) return serve.variant
    let end = 0
    return serve.rollout.shares.find(({ share }) => {
      end += share
      return position < end
    })?.variant
  }
  fc.assert(
    fc.property(rollout, rollout, fc.nat(WHOLE - 1), (before, after, position) => {
      const move = shareMoves(before, after)?.find(
        ({ from, to }) => position >= from && position < to,
      )
      const [was, is] = [servedAt(before, position), servedAt(after, position)]
      expect(move ? [move.was, move.is] : null).toEqual(was === is ? null : [was, is])
    }),
  )
})
