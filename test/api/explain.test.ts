import { createRuleset, type EvaluationContext } from '@bunting/evaluator'
import { explain } from '@bunting/evaluator/explain'
import type {
  FlagExplained,
  FlagsExplained,
} from '@bunting/flag-server/evaluation/explain-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { queryValue } from '../support/query-value.ts'
import { connectSdk } from '../support/sdk.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const explainFlag = <T = FlagExplained>(flag: string, body: unknown) =>
  server.admin.request<T>('POST', `${PRODUCTION}/flags/${flag}/explain`, body)
const explainAll = <T = FlagsExplained>(body: unknown) =>
  server.admin.request<T>('POST', `${PRODUCTION}/explain`, body)
/** When a revision was made, by the database's clock. */
const madeAt = async (revision: number) => (await explainAll({ revision, limit: 1 })).body.at

describe('explaining a flag', () => {
  const ana = {
    targetingKey: 'ana',
    plan: 'pro',
    company: { id: 7 },
    tags: ['early', 'paying'],
    app: { version: '2.4.0' },
    ip: '10.1.2.3',
  }

  beforeAll(async () => {
    await server.admin.request('POST', '/projects/default/segments', { key: 'paying' })
    await server.admin.request('POST', '/projects/default/segments', { key: 'people' })
    await server.admin.request('PATCH', `${PRODUCTION}/segments/paying`, {
      excluded: ['eve'],
      conditions: [{ attribute: 'tags', operator: 'in', values: ['paying'] }],
    })
    await server.admin.request('PATCH', `${PRODUCTION}/segments/people`, {
      conditions: [{ attribute: 'targetingKey', operator: 'inSegment', values: ['paying'] }],
    })
    await server.admin.createFlag({ key: 'base', type: 'boolean' })
    await server.admin.configure('base', { on: true })
    await server.admin.createFlag({
      key: 'layout',
      type: 'json',
      variants: { plain: { columns: 1 }, wide: { columns: [2, null, 'x'] } },
    })
    await server.admin.configure('layout', {
      on: true,
      prerequisites: [{ flag: 'base', variants: ['on'] }],
      targets: [{ variant: 'wide', values: ['kim'] }],
      rules: [
        {
          id: 'old',
          name: 'Old applications',
          conditions: [
            { attribute: 'app.version', operator: 'semverLessThan', values: ['2.0.0'] },
            { attribute: 'nothing', operator: 'exists', values: [] },
          ],
          serve: { variant: 'plain' },
        },
        {
          id: 'people',
          conditions: [
            { attribute: 'ip', operator: 'inCidr', values: ['10.0.0.0/8'] },
            { attribute: 'targetingKey', operator: 'inSegment', values: ['people'] },
            { attribute: 'nothing', operator: 'in', values: [1], negate: true },
          ],
          serve: { variant: 'plain' },
        },
        {
          id: 'split',
          conditions: [{ attribute: 'targetingKey', operator: 'inSegment', values: ['people'] }],
          serve: {
            rollout: {
              bucketBy: 'company.id',
              shares: [
                { variant: 'wide', share: 50_000 },
                { variant: 'plain', share: 50_000 },
              ],
            },
          },
        },
      ],
      fallthrough: { variant: 'plain' },
    })
  })

  it.each<[string, EvaluationContext]>([
    ['who meets a rule', ana],
    ['who is in no segment', { ...ana, targetingKey: 'eve' }],
    ['who is named', { targetingKey: 'kim' }],
    ['nobody in particular', {}],
    ['a number where a text should be', { targetingKey: 'ana', app: { version: 2 }, ip: 10 }],
  ])('says all that the evaluator says, of %s', async (_, context) => {
    const { body, status } = await explainFlag('layout', { context })
    expect(status).toBe(200)
    const { revision, at, ...explanation } = body
    const ruleset = createRuleset()
    ruleset.replace(await linesAt(revision))
    const expected = explain(ruleset, 'layout', context)
    const prerequisites = [{ flag: 'base', steps: explain(ruleset, 'base', context).steps }]
    expect(explanation).toEqual(JSON.parse(JSON.stringify({ ...expected, prerequisites })))
    expect(Date.parse(at)).toBeGreaterThan(0)
  })

  it('decides as SDKs do', async () => {
    const sdk = await connectSdk(server)
    for (const targetingKey of ['ana', 'ben', 'eve', 'kim']) {
      const context = { ...ana, targetingKey }
      const { body } = await explainFlag('layout', { context })
      expect(body.decision).toEqual(sdk.decide('layout', context))
    }
  })

  it('takes no context for an empty one', async () => {
    expect((await explainFlag('layout', {})).body).toMatchObject({
      decision: { value: { columns: 1 }, variant: 'plain', reason: 'DEFAULT' },
    })
  })
})

describe('explaining a moment that was', () => {
  let created: number
  let on: number
  let off: number
  beforeAll(async () => {
    await server.admin.createFlag({ key: 'past', type: 'boolean' })
    created = (await explainFlag('past', {})).body.revision
    on = (await server.admin.configure('past', { on: true })).revision
    off = (await server.admin.configure('past', { on: false })).revision
  })
  const valueAt = async (when: object) => {
    const { body } = await explainFlag('past', when)
    return { value: body.decision?.value, revision: body.revision }
  }

  it('evaluates the ruleset of a revision', async () => {
    expect(await valueAt({ revision: on })).toEqual({ value: true, revision: on })
    expect(await valueAt({ revision: off })).toEqual({ value: false, revision: off })
    expect(await valueAt({})).toEqual({ value: false, revision: off })
  })

  it('finds the revision that was in force at a moment, in any zone', async () => {
    const at = await madeAt(on)
    expect(await valueAt({ at })).toMatchObject({ value: true })
    const zoned = new Date(Date.parse(at) + 2 * 3_600_000).toISOString().replace('Z', '+02:00')
    expect(await valueAt({ at: zoned })).toEqual(await valueAt({ at }))
    expect((await explainFlag('past', { at: zoned })).body.at).toBe(at)
  })

  it('has what was archived since', async () => {
    await server.admin.createFlag({ key: 'gone', type: 'boolean' })
    const { revision } = await server.admin.configure('gone', { on: true })
    await server.admin.request('POST', '/projects/default/flags/gone/archive')
    expect((await explainFlag<Problem>('gone', {})).body.code).toBe('flag_not_found')
    expect((await explainFlag('gone', { revision })).body.decision.value).toBe(true)
  })

  it.each([
    ['a flag that was not there yet', () => ({ revision: created - 1 }), 404, 'flag_not_found'],
    ['a revision that is not there yet', () => ({ revision: 1e6 }), 404, 'revision_not_found'],
    ['a time before all', () => ({ at: '2020-01-01T00:00:00Z' }), 404, 'revision_not_found'],
    ['a time to come', () => ({ at: '2999-01-01T00:00:00Z' }), 400, 'invalid_request'],
    ['no time', () => ({ at: 'yesterday' }), 400, 'invalid_request'],
    ['half a revision', () => ({ revision: 1.5 }), 400, 'invalid_request'],
    ['two moments', () => ({ at: new Date().toISOString(), revision: on }), 400, 'invalid_request'],
    ['no object for a context', () => ({ context: ['ana'] }), 400, 'invalid_request'],
    ['an unknown field', () => ({ user: 'ana' }), 400, 'invalid_request'],
  ])('refuses %s', async (_, ask, status, code) => {
    const answer = await explainFlag<Problem>('past', ask())
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
  })
})

describe('explaining every flag', () => {
  beforeAll(async () => {
    for (let index = 0; index < 5; index += 1) {
      await server.admin.createFlag({ key: `grid-${index}`, type: 'boolean' })
    }
    await server.admin.configure('grid-3', {
      on: true,
      targets: [{ variant: 'off', values: ['eve'] }],
    })
  })

  it('tells what each decides for a context, once over pages, by key', async () => {
    const decided: [string, unknown][] = []
    let cursor: string | null | undefined
    do {
      const page = { context: { targetingKey: 'ana' }, search: 'GRID-', limit: 2 }
      const { body } = await explainAll({ ...page, ...(cursor && { cursor }) })
      decided.push(
        ...body.flags.map(({ key, decision }): [string, unknown] => [key, decision.value]),
      )
      cursor = body.nextCursor
    } while (cursor)
    expect(decided).toEqual(Array.from({ length: 5 }, (_, index) => [`grid-${index}`, index === 3]))
    const eve = await explainAll({ context: { targetingKey: 'eve' }, search: 'grid-3' })
    expect(eve.body.flags).toMatchObject([
      { key: 'grid-3', decision: { value: false, reason: 'TARGETING_MATCH' } },
    ])
  })

  it('tells it of any moment that was', async () => {
    expect((await explainAll({ revision: 0 })).body).toMatchObject({ flags: [], revision: 0 })
    const early = await explainAll({ revision: 1 })
    const late = await explainAll({})
    expect(early.body.flags.length).toBeLessThan(late.body.flags.length)
    expect(early.body.at < late.body.at).toBe(true)
    expect((await explainAll({ at: early.body.at })).body).toEqual(early.body)
  })

  it('keeps answering while everybody asks for another revision', async () => {
    const { body } = await explainAll({})
    const revisions = Array.from({ length: 40 }, (_, index) => index % (body.revision + 1))
    const answers = await Promise.all(revisions.map((revision) => explainAll({ revision })))
    expect(answers.map((answer) => answer.body.revision)).toEqual(revisions)
  })

  it.each([
    ['POST', '/projects/nowhere/environments/production/explain', 'project_not_found'],
    ['POST', '/projects/default/environments/nowhere/explain', 'environment_not_found'],
    ['POST', `${PRODUCTION}/flags/nowhere/explain`, 'flag_not_found'],
  ])('answers %s %s with 404 %s', async (method, path, code) => {
    const { status, body } = await server.admin.request(method, path, {})
    expect({ status, code: body.code }).toEqual({ status: 404, code })
  })
})

async function linesAt(revision: number): Promise<{ flags: string[]; segments: string[] }> {
  const query = `select json_object_agg(kind, lines) from (
    select kind, json_agg(line) as lines from (
      select distinct on (kind, changes.key) kind, line from changes
      join environments on environments.id = environment_id and environments.key = 'production'
      where changes.revision <= ${revision}
      order by kind, changes.key, changes.revision desc) newest
    where line is not null group by kind) by_kind`
  const { flag = [], segment = [] } = (await queryValue(server.databaseUrl, query)) as {
    flag?: string[]
    segment?: string[]
  }
  return { flags: flag, segments: segment }
}

it('is described by an OpenAPI document whose references all lead somewhere', async () => {
  const document = await (await fetch(`${server.url}/api/openapi.json`)).json()
  const references = JSON.stringify(document).match(/(?<="\$ref":"#\/)[^"]+/g) ?? []
  expect(references.length).toBeGreaterThan(0)
  for (const reference of references) {
    const found = reference
      .split('/')
      .reduce((value: unknown, name) => (value as Record<string, unknown>)?.[name], document)
    expect(found, reference).toBeDefined()
  }
})
