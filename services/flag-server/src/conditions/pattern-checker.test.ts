import { afterAll, describe, expect, it } from 'vitest'
import { createPatternChecker } from './pattern-checker.ts'

/** Takes longer to judge than anybody would wait. */
const ENDLESS = `${'(a|b|c|d|e|f|g)*'.repeat(60)}$`

/** Given time: what it finds is looked at here, not how soon on a busy machine. */
const checker = createPatternChecker({ timeoutMs: 20_000 })
afterAll(() => checker.stop())

describe('the pattern checker', () => {
  it.each([
    '^p',
    'foo$',
    '^[\\w.+-]+@[\\w-]+\\.[\\w.]+$',
    '\\p{Lu}',
    '^(?<year>\\d{4})-\\k<year>$',
  ])('lets %s through', async (pattern) => {
    expect(await checker.judge(pattern, false)).toEqual({ verdict: 'linear' })
  })

  it.each([
    ['(a+)+$', 'exponential'],
    ['(a|a)*$', 'exponential'],
    ['^(a?){30}a{30}$', 'exponential'],
    ['\\s+$', 'polynomial'],
    ['.*foo', 'polynomial'],
  ])('finds that %s is %s, and an attack that shows it', async (pattern, complexity) => {
    const judged = await checker.judge(pattern, false)
    if (judged.verdict !== 'super-linear') throw new Error(judged.verdict)
    expect(judged.complexity).toContain(complexity)
    expect(judged.attack).toContain('.repeat(')
  })

  it('judges a pattern as it will be used: with case or without', async () => {
    expect(await checker.judge('^(?:a|A)*$', false)).toEqual({ verdict: 'linear' })
    expect(await checker.judge('^(?:a|A)*$', true)).toMatchObject({ complexity: 'exponential' })
  })
})

describe('a pattern that cannot be judged', () => {
  it('is unknown when its time is up, and the next one is judged', async () => {
    const hasty = createPatternChecker({ timeoutMs: 100 })
    const [hard, easy] = await Promise.all([hasty.judge(ENDLESS, false), hasty.judge('^p', false)])
    await hasty.stop()
    expect(hard).toEqual({ verdict: 'unknown', why: 'timeout' })
    expect(easy).toEqual({ verdict: 'linear' })
  })

  it('is unknown when it is nested too deeply, or written in a syntax the checker does not know', async () => {
    expect(await checker.judge(`${'('.repeat(20_000)}a${')'.repeat(20_000)}`, false)).toMatchObject(
      {
        verdict: 'unknown',
      },
    )
    expect(await checker.judge('(?i:a)', false)).toMatchObject({ verdict: 'unknown' })
  })

  it('never holds up the event loop', async () => {
    const hasty = createPatternChecker({ timeoutMs: 500 })
    let done = false
    let turns = 0
    const judged = hasty.judge(ENDLESS, false).then(() => {
      done = true
    })
    while (!done) {
      turns += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
    await judged
    await hasty.stop()
    expect(turns).toBeGreaterThan(1_000)
  })
})

it('gives its thread back when nobody asks, and starts another for the next', async () => {
  const brief = createPatternChecker({ idleMs: 0 })
  expect(await brief.judge('^p', false)).toEqual({ verdict: 'linear' })
  await new Promise((resolve) => setImmediate(resolve))
  expect(await brief.judge('^q', false)).toEqual({ verdict: 'linear' })
  await brief.stop()
})
