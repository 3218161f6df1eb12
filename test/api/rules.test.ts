import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.admin.createFlag({ key: 'checkout', type: 'boolean' })
  await server.admin.request('POST', '/projects/default/segments', { key: 'staff' })
})
afterAll(() => server.stop())

const patch = <T = Problem>(body: unknown, flag = 'checkout') =>
  server.admin.request<T>('PATCH', `${PRODUCTION}/flags/${flag}`, body)
const withConditions = (...conditions: unknown[]) => ({
  rules: [{ conditions, serve: { variant: 'on' } }],
})
const pathsOf = ({ errors = [] }: Problem) => errors.map(({ path }) => path)

describe('a condition', () => {
  it.each([
    { attribute: 'plan', operator: 'in', values: ['pro', 7, true], ignoreCase: true },
    { attribute: 'plan', operator: 'equals', values: ['pro'], negate: true },
    { attribute: 'mail', operator: 'contains', values: ['@'], ignoreCase: true },
    { attribute: 'mail', operator: 'startsWith', values: ['ana'], ignoreCase: true },
    { attribute: 'mail', operator: 'endsWith', values: ['.example'], ignoreCase: true },
    { attribute: 'mail', operator: 'matches', values: ['^[a-z]+@'], ignoreCase: true },
    { attribute: 'age', operator: 'lessThan', values: [18] },
    { attribute: 'age', operator: 'lessThanOrEqual', values: [18] },
    { attribute: 'age', operator: 'greaterThan', values: [18.5] },
    { attribute: 'age', operator: 'greaterThanOrEqual', values: [-1] },
    { attribute: 'at', operator: 'before', values: ['2026-01-31T12:00:00Z'] },
    { attribute: 'at', operator: 'after', values: [1_769_860_800_000] },
    { attribute: 'app.version', operator: 'semverEqual', values: ['2.3.0'] },
    { attribute: 'app.version', operator: 'semverLessThan', values: ['2.3.0-rc.1'] },
    { attribute: 'app.version', operator: 'semverLessThanOrEqual', values: ['2.3.0'] },
    { attribute: 'app.version', operator: 'semverGreaterThan', values: ['2.3.0'] },
    { attribute: 'app.version', operator: 'semverGreaterThanOrEqual', values: ['2.3.0'] },
    { attribute: 'targetingKey', operator: 'inSegment', values: ['staff'] },
    { attribute: 'ip', operator: 'inCidr', values: ['10.0.0.0/8', '2001:db8::/32'] },
    { attribute: 'plan', operator: 'exists', values: [] },
  ])('is saved as it was sent: $operator', async (condition) => {
    const { status, body } = await patch<FlagConfigurationChanged>(withConditions(condition))
    expect(status).toBe(200)
    expect(body.rules[0]?.conditions).toEqual([condition])
  })

  it('may leave the values of exists out', async () => {
    const { body } = await patch<FlagConfigurationChanged>(
      withConditions({ attribute: 'plan', operator: 'exists', negate: true }),
    )
    expect(body.rules[0]?.conditions).toEqual([
      { attribute: 'plan', operator: 'exists', values: [], negate: true },
    ])
  })

  const AT = 'rules.0.conditions.0'
  it.each([
    [{ attribute: '', operator: 'exists' }, `${AT}.attribute`],
    [{ attribute: 'plan', operator: 'exists', values: ['pro'] }, `${AT}.values`],
    [{ attribute: 'plan', operator: 'in', values: [] }, `${AT}.values`],
    [{ attribute: 'plan', operator: 'equals' }, `${AT}.values`],
    [{ attribute: 'plan', operator: 'in', values: [null] }, `${AT}.values.0`],
    [{ attribute: 'plan', operator: 'contains', values: ['pro', 7] }, `${AT}.values.1`],
    [{ attribute: 'plan', operator: 'matches', values: ['('] }, `${AT}.values.0`],
    [{ attribute: 'age', operator: 'lessThan', values: ['18'] }, `${AT}.values.0`],
    [{ attribute: 'at', operator: 'before', values: ['2026-02-30T00:00:00Z'] }, `${AT}.values.0`],
    [{ attribute: 'at', operator: 'after', values: ['yesterday'] }, `${AT}.values.0`],
    [{ attribute: 'v', operator: 'semverEqual', values: ['2.3'] }, `${AT}.values.0`],
    [{ attribute: 'ip', operator: 'inCidr', values: ['10.0.0.0/33'] }, `${AT}.values.0`],
    [
      { attribute: 'targetingKey', operator: 'inSegment', values: ['staff', 'nobody'] },
      `${AT}.values.1`,
    ],
    [
      { attribute: 'age', operator: 'lessThan', values: [18], ignoreCase: true },
      `${AT}.ignoreCase`,
    ],
    [{ attribute: 'plan', operator: 'in', values: ['pro'], unless: true }, `${AT}.unless`],
  ])('%j is refused, naming %s', async (condition, path) => {
    const { status, body } = await patch(withConditions(condition))
    expect({ status, code: body.code, paths: pathsOf(body) }).toEqual({
      status: 400,
      code: 'invalid_request',
      paths: [path],
    })
  })

  it('is refused with all other faults of the request, each with its path and what it should be', async () => {
    const { body } = await patch({
      offVariant: 'maybe',
      ...withConditions(
        { attribute: 'v', operator: 'semverLessThan', values: ['1.0.0', '1'] },
        { attribute: 'age', operator: 'greaterThan', values: [true] },
      ),
    })
    expect(body.errors).toEqual([
      { path: 'offVariant', message: 'variant "maybe" does not exist' },
      { path: `${AT}.values.1`, message: 'must be a semantic version (2.3.0)' },
      { path: 'rules.0.conditions.1.values.0', message: 'must be a number' },
    ])
  })
})

describe('a regular expression', () => {
  /** Takes longer to judge than anybody would wait. */
  const ENDLESS = `${'(a|b|c|d|e|f|g)*'.repeat(60)}$`
  const matching = (...values: string[]) =>
    withConditions(
      { attribute: 'plan', operator: 'exists' },
      { attribute: 'mail', operator: 'matches', values },
    )

  it('that could hang an application is refused, with the text that would', async () => {
    const { status, body } = await patch(matching('^[a-z]+$', '^(a+)+$'))
    expect({ status, paths: pathsOf(body) }).toEqual({
      status: 400,
      paths: ['rules.0.conditions.1.values.1'],
    })
    expect(body.errors?.[0]?.message).toMatch(/exponential time.* 'a' \+ 'a'\.repeat\(\d+\)/)
  })

  it('that takes time with the square of the text is refused, and is fine with an anchor', async () => {
    const { body } = await patch(matching('.*@acme\\.example$'))
    expect(body.errors?.[0]?.message).toContain('2nd degree polynomial')
    expect((await patch(matching('^.*@acme\\.example$'))).status).toBe(200)
  })

  it('that nobody can judge in time is refused', async () => {
    const { status, body } = await patch(matching(ENDLESS))
    expect({ status, paths: pathsOf(body) }).toEqual({
      status: 400,
      paths: ['rules.0.conditions.1.values.0'],
    })
    expect(body.detail).toContain('could not be shown to be harmless (timeout)')
  })

  it('is judged while others are served', async () => {
    const slow = patch(matching(`${ENDLESS}z`)).then(() => 'slow')
    const quick = server.admin.kill('checkout').then(() => 'quick')
    expect(await Promise.race([slow, quick])).toBe('quick')
    await slow
  })
})

describe('a prerequisite', () => {
  beforeAll(async () => {
    for (const key of ['a', 'b', 'c']) await server.admin.createFlag({ key, type: 'boolean' })
    await server.admin.createFlag({
      key: 'theme',
      type: 'string',
      variants: { red: 'r', blue: 'b' },
    })
  })
  const on = (flag: string) => ({ prerequisites: [{ flag, variants: ['on'] }] })

  it('must be a flag that exists, and serve a variant that it has', async () => {
    expect(pathsOf((await patch(on('nowhere'))).body)).toEqual(['prerequisites.0.flag'])
    const { body } = await patch({
      prerequisites: [
        { flag: 'a', variants: ['on'] },
        { flag: 'theme', variants: ['blue', 'green'] },
      ],
    })
    expect(pathsOf(body)).toEqual(['prerequisites.1.variants.1'])
  })

  it('never goes in a circle, however long, and the way round is told', async () => {
    expect((await patch(on('b'), 'a')).status).toBe(200)
    expect((await patch(on('c'), 'b')).status).toBe(200)
    const { status, body } = await patch(on('a'), 'c')
    expect(status).toBe(400)
    expect(body.errors).toEqual([
      { path: 'prerequisites.0.flag', message: 'goes in a circle: c → a → b → c' },
    ])
    expect((await patch({ prerequisites: [] }, 'b')).status).toBe(200)
    expect((await patch(on('a'), 'c')).status).toBe(200)
  })

  it('is of one environment: elsewhere the circle is none', async () => {
    const elsewhere = '/projects/default/environments/staging/flags'
    const { status } = await server.admin.request('PATCH', `${elsewhere}/a`, on('c'))
    expect(status).toBe(200)
  })

  it('keeps the flag it needs from being archived', async () => {
    const { status, body } = await server.admin.request('POST', '/projects/default/flags/b/archive')
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'flag_in_use' })
    expect(body.detail).toContain('flag "a"')
  })

  it('closes no circle when two flags are made to need each other at the same moment', async () => {
    for (const key of ['left', 'right']) await server.admin.createFlag({ key, type: 'boolean' })
    const answers = await Promise.all([patch(on('right'), 'left'), patch(on('left'), 'right')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  it('may be at the end of a long chain', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `link-${index}`)
    for (const key of keys) await server.admin.createFlag({ key, type: 'boolean' })
    for (const [index, key] of keys.slice(1).entries()) {
      expect((await patch(on(`link-${index}`), key)).status).toBe(200)
    }
    const { body } = await patch(on('link-29'), 'link-0')
    expect(body.errors?.[0]?.message).toMatch(/^goes in a circle: link-0 → link-29 → .* → link-0$/)
  })
})
