import { describe, expect, it } from 'vitest'
import { countsOf, mergeCounts } from './evaluation-counts.ts'

function drained(flag: string, variant: string | undefined, count: number, reason = 'DEFAULT') {
  const errorCode = variant === undefined ? { errorCode: 'FLAG_NOT_FOUND' as const } : { variant }
  const decision = { value: 1, reason: reason as 'DEFAULT', flagMetadata: {}, ...errorCode }
  return { flag, decision, count }
}

describe('counts', () => {
  it('are by flag and variant, whatever the reason; by error code where no variant was served', () => {
    const counts = countsOf([
      drained('a', 'on', 2),
      drained('a', 'on', 3, 'TARGETING_MATCH'),
      drained('a', 'off', 1),
      drained('b', undefined, 4),
    ])
    expect(counts).toEqual([
      { flag: 'a', variant: 'on', count: 5 },
      { flag: 'a', variant: 'off', count: 1 },
      { flag: 'b', errorCode: 'FLAG_NOT_FOUND', count: 4 },
    ])
  })

  it('leave out what the server would refuse: no name, or one that is too long', () => {
    const long = 'k'.repeat(257)
    const noText = 7 as unknown as string
    const odd = [drained('', 'on', 1), drained(long, 'on', 1), drained(noText, undefined, 1)]
    expect(countsOf([...odd, drained('a', long, 1)])).toEqual([])
  })

  it('add up when they are merged', () => {
    const a = { flag: 'a', variant: 'on', count: 2 }
    const unknown = { flag: 'a', errorCode: 'FLAG_NOT_FOUND', count: 1 }
    expect(mergeCounts([a, unknown, a])).toEqual([{ ...a, count: 4 }, unknown])
  })
})
