import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { Comparison } from '@bunting/flag-server/comparison/comparison-schemas.ts'
import type {
  FlagConfigurationChanged,
  FlagConfigurationPatch,
} from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Proposal, Restored } from '@bunting/flag-server/history/history-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { SegmentConfigurationChanged } from '@bunting/flag-server/segments/segment-schemas.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PRODUCTION } from '../support/admin-api.ts'
import { queryValue } from '../support/query-value.ts'
import { HALF, releasesOf } from '../support/releases.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const PROJECT = '/projects/default'
const STAGING = `${PROJECT}/environments/staging`
const get = <T>(path: string) => server.admin.request<T>('GET', path)
const post = <T>(path: string, body: unknown = {}) => server.admin.request<T>('POST', path, body)
const make = (key: string) => server.admin.createFlag({ key, type: 'boolean' })
const configurationOf = async (key: string, environment = PRODUCTION) =>
  (await get<FlagConfigurationChanged>(`${environment}/flags/${key}`)).body
const change = (key: string, patch: FlagConfigurationPatch, environment = PRODUCTION) =>
  server.admin.request<FlagConfigurationChanged>('PATCH', `${environment}/flags/${key}`, patch)
const lastEntry = async (query: string) => {
  const { body } = await get<AuditList>(`${PROJECT}/audit?${query}&limit=1`)
  const [entry] = body.entries
  if (!entry) throw new Error(`no entry for ${query}`)
  return entry
}
const revertOf = (id: string) => `${PROJECT}/audit/${id}/revert`
const rule = (id: string, variant = 'on') => ({
  id,
  conditions: [{ attribute: 'plan', operator: 'in' as const, values: [id] }],
  serve: { variant },
})
const makeSegment = async (key: string, included: string[]) => {
  await post(`${PROJECT}/segments`, { key })
  return server.admin.request<SegmentConfigurationChanged>(
    'PATCH',
    `${PRODUCTION}/segments/${key}`,
    {
      included,
    },
  )
}
const inSegment = (key: string) => ({
  conditions: [{ attribute: 'targetingKey', operator: 'inSegment' as const, values: [key] }],
  serve: { variant: 'on' },
})

describe('undoing one change', () => {
  it('shows what it would do, does that as a new change, and keeps what others did since', async () => {
    await make('undo')
    await server.admin.configure('undo', { on: true, rules: [rule('a')] })
    const entry = await lastEntry('flag=undo&environment=production')
    await server.admin.configure('undo', { rules: [rule('a'), rule('b')], offVariant: 'on' })
    const before = await configurationOf('undo')

    const { body: proposal } = await get<Proposal>(revertOf(entry.id))
    expect(proposal.items).toMatchObject([
      {
        target: { type: 'flag', key: 'undo' },
        before: { on: true, offVariant: 'on' },
        after: { on: false, offVariant: 'on', rules: [{ id: 'b' }] },
      },
    ])
    expect(await configurationOf('undo')).toEqual(before)

    const { status, body } = await post<Restored>(revertOf(entry.id), {
      fingerprint: proposal.fingerprint,
      comment: 'Wrong people.',
    })
    expect(status).toBe(200)
    expect(body).toEqual({ environment: 'production', revision: before.revision + 1, changed: 1 })
    expect(await configurationOf('undo')).toMatchObject({
      on: false,
      offVariant: 'on',
      rules: [rule('b')],
      version: before.version + 1,
    })
    expect(await lastEntry('flag=undo')).toMatchObject({
      action: 'flag.reverted',
      comment: 'Wrong people.',
      before: { on: true },
      after: { on: false },
      revision: body.revision,
    })
  })

  it('can itself be undone', async () => {
    await make('twice')
    const on = await server.admin.configure('twice', { on: true })
    await post(revertOf((await lastEntry('flag=twice')).id))
    expect(await configurationOf('twice')).toMatchObject({ on: false })
    await post(revertOf((await lastEntry('flag=twice')).id))
    expect(await configurationOf('twice')).toMatchObject({ on: true, version: on.version + 2 })
  })

  it('is refused, naming what has moved on and who moved it, and changes nothing', async () => {
    await make('moved')
    await server.admin.configure('moved', { rules: [rule('a')] })
    const entry = await lastEntry('flag=moved&environment=production')
    const { revision } = await server.admin.configure('moved', { rules: [rule('a', 'off')] })
    for (const { status, body } of [
      await get<Problem>(revertOf(entry.id)),
      await post<Problem>(revertOf(entry.id)),
    ]) {
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'revert_conflict' })
      expect(body.detail).toContain('rule "a"')
      expect(body.detail).toContain(`admin token in r${revision}`)
    }
    expect(await configurationOf('moved')).toMatchObject({ rules: [rule('a', 'off')], revision })
  })

  it('is refused when by now it would do something else than was seen', async () => {
    await make('seen')
    await server.admin.configure('seen', { on: true })
    const { id } = await lastEntry('flag=seen')
    const { body: proposal } = await get<Proposal>(revertOf(id))
    await server.admin.configure('seen', { offVariant: 'on' })
    const { status, body } = await post<Problem>(revertOf(id), {
      fingerprint: proposal.fingerprint,
    })
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'stale_version' })
    expect(body.current).toMatchObject({ items: [{ after: { on: false, offVariant: 'on' } }] })
    expect(await configurationOf('seen')).toMatchObject({ on: true })
  })

  it('takes those out of a segment who came, and brings back who went', async () => {
    await makeSegment('testers', ['ana', 'ben'])
    await server.admin.request('PATCH', `${PRODUCTION}/segments/testers`, {
      included: ['ana', 'eve'],
    })
    const { id } = await lastEntry('segment=testers&environment=production')
    await server.admin.request('PATCH', `${PRODUCTION}/segments/testers`, {
      included: ['ana', 'eve', 'kim'],
    })
    const { body } = await get<Proposal>(revertOf(id))
    expect(body.items).toMatchObject([
      { before: { removed: { included: ['eve'] } }, after: { added: { included: ['ben'] } } },
    ])
    expect((await post(revertOf(id))).status).toBe(200)
    const { body: now } = await get<SegmentConfigurationChanged>(`${PRODUCTION}/segments/testers`)
    expect(now.included.sort()).toEqual(['ana', 'ben', 'kim'])
  })

  it('changes names and tags back, and refuses when they were changed again', async () => {
    await make('named')
    const path = `${PROJECT}/flags/named`
    await server.admin.request('PATCH', path, { name: 'First', tags: ['x'] })
    const { id } = await lastEntry('flag=named')
    await server.admin.request('PATCH', path, { owner: 'ana' })
    expect((await get<Proposal>(revertOf(id))).body.items).toMatchObject([
      { before: { name: 'First', tags: ['x'] }, after: { name: 'named', tags: [] } },
    ])
    expect((await post(revertOf(id))).status).toBe(200)
    expect((await get(path)).body).toMatchObject({ name: 'named', tags: [], owner: 'ana' })
    await server.admin.request('PATCH', path, { name: 'Third' })
    expect((await post<Problem>(revertOf(id))).body.code).toBe('revert_conflict')
  })

  it('says what to do instead where there is no way back', async () => {
    await make('made')
    const { id } = await lastEntry('flag=made')
    const { status, body } = await post<Problem>(revertOf(id))
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'not_revertible' })
    expect(body.detail).toContain('archive the flag instead')
  })

  it('is of an entry of this project', async () => {
    expect((await get<Problem>(revertOf('999999'))).body.code).toBe('audit_entry_not_found')
    expect((await get<Problem>(revertOf('0'))).status).toBe(400)
  })
})

describe('restoring a flag or a segment', () => {
  it('makes it what it was at a revision, or at a moment, here and nowhere else', async () => {
    await make('back')
    const then = await server.admin.configure('back', { on: true, rules: [rule('a')] })
    const { at } = await lastEntry('flag=back&environment=production')
    await server.admin.configure('back', { on: false, rules: [], offVariant: 'on' })
    await change('back', { on: true }, STAGING)
    const path = `${PRODUCTION}/flags/back/restore`
    const { body: byMoment } = await get<Proposal>(`${path}?at=${at}`)
    const { body: byRevision } = await get<Proposal>(`${path}?revision=${then.revision}`)
    expect(byMoment).toEqual(byRevision)
    expect(byMoment).toMatchObject({ revision: then.revision, environment: 'production' })

    const { body } = await post<Restored>(path, { at, fingerprint: byMoment.fingerprint })
    expect(body.changed).toBe(1)
    const { version: _, updatedAt: __, revision: ___, ...was } = then
    expect(await configurationOf('back')).toMatchObject(was)
    expect(await configurationOf('back', STAGING)).toMatchObject({ on: true, rules: [] })
    expect(await lastEntry('flag=back&environment=production')).toMatchObject({
      action: 'flag.restored',
      revision: body.revision,
    })
    expect((await post<Restored>(path, { at })).body).toMatchObject({
      changed: 0,
      revision: body.revision,
    })
  })

  it('has no entry from before the revision it tells of: a moment leads to what was made then', async () => {
    await make('moments')
    for (let n = 0; n < 60; n += 1) await server.admin.configure('moments', { on: n % 2 === 0 })
    const before = await queryValue(
      server.databaseUrl,
      `select count(*) from audit_entries as entry join changes using (environment_id, revision)
       where entry.at < changes.at`,
    )
    expect(Number(before)).toBe(0)
  })

  it('brings the same people back after a reshuffle', async () => {
    await make('salted')
    const { salt, revision } = await server.admin.configure('salted', { on: true })
    await post(`${PRODUCTION}/flags/salted/reshuffle`)
    expect((await configurationOf('salted')).salt).not.toBe(salt)
    await post(`${PRODUCTION}/flags/salted/restore`, { revision })
    expect((await configurationOf('salted')).salt).toBe(salt)
  })

  it('makes a segment what it was, with all its lists', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `user-${index}`)
    const { body: then } = await makeSegment('crowd', many)
    await server.admin.request('PATCH', `${PRODUCTION}/segments/crowd`, { included: ['eve'] })
    const path = `${PRODUCTION}/segments/crowd/restore`
    const { body } = await post<Restored>(path, { revision: then.revision })
    expect(body.changed).toBe(1)
    const { body: now } = await get<SegmentConfigurationChanged>(`${PRODUCTION}/segments/crowd`)
    expect(now.included).toEqual(many)
    expect(await lastEntry('segment=crowd')).toMatchObject({ action: 'segment.restored' })
  })

  it('refuses a moment at which it was not there, and what could not be evaluated any more', async () => {
    const { revision } = await server.admin.configure('back', { offVariant: 'off' })
    await make('later')
    const early = await get<Problem>(`${PRODUCTION}/flags/later/restore?revision=${revision}`)
    expect(early.body).toMatchObject({ status: 409, code: 'not_there_then' })

    await makeSegment('short-lived', [])
    const asking = await server.admin.configure('later', { rules: [inSegment('short-lived')] })
    await server.admin.configure('later', { rules: [] })
    await server.admin.request('DELETE', `${PROJECT}/segments/short-lived`)
    const gone = await post<Problem>(`${PRODUCTION}/flags/later/restore`, {
      revision: asking.revision,
    })
    expect(gone.body).toMatchObject({ status: 400, code: 'invalid_request' })
    expect(gone.body.errors?.[0]?.path).toBe('rules.0.conditions.0.values.0')
  })

  it.each([
    [`${PRODUCTION}/flags/nowhere/restore?revision=1`, 'not_there_then'],
    [`${PRODUCTION}/flags/back/restore?revision=999999`, 'revision_not_found'],
    [`${PRODUCTION}/flags/back/restore?at=2001-01-01T00:00:00Z`, 'revision_not_found'],
    [`${PRODUCTION}/flags/back/restore`, 'invalid_request'],
    [`${PRODUCTION}/flags/back/restore?revision=1&at=2001-01-01T00:00:00Z`, 'invalid_request'],
    [`${PROJECT}/environments/nowhere/flags/back/restore?revision=1`, 'environment_not_found'],
    [`${PRODUCTION}/flags/back/copy?from=nowhere`, 'environment_not_found'],
    [`${PRODUCTION}/flags/nowhere/copy?from=staging`, 'flag_not_found'],
    [`${PROJECT}/comparison?left=staging&right=nowhere`, 'environment_not_found'],
  ])('answers %s with %s', async (path, code) => {
    expect((await get<Problem>(path)).body.code).toBe(code)
  })
})

describe('restoring a whole environment', () => {
  it('is one revision and one audit entry that lists what changed; what cannot be stays', async () => {
    for (const key of ['env-a', 'env-b', 'env-gone', 'env-same']) await make(key)
    await makeSegment('env-people', ['ana'])
    await server.admin.configure('env-gone', { on: true })
    const then = await server.admin.configure('env-a', {
      on: true,
      rules: [inSegment('env-people')],
    })

    await make('env-new')
    await server.admin.configure('env-new', { on: true })
    await server.admin.configure('env-a', { on: false, rules: [] })
    await server.admin.configure('env-b', { prerequisites: [{ flag: 'env-a', variants: ['on'] }] })
    await server.admin.request('PATCH', `${PRODUCTION}/segments/env-people`, { included: ['eve'] })
    await server.admin.configure('env-gone', { on: false })
    await server.admin.request('POST', `${PROJECT}/flags/env-gone/archive`)
    const staging = await configurationOf('env-a', STAGING)

    const path = `${PRODUCTION}/restore`
    const { body: proposal } = await get<Proposal>(`${path}?revision=${then.revision}`)
    const named = (of: readonly { target: { key: string } }[]) => of.map(({ target }) => target.key)
    expect(named(proposal.items)).toEqual(['env-a', 'env-b', 'env-people'])
    expect(proposal.refused).toMatchObject([
      { target: { key: 'env-gone' }, code: 'flag_not_found', blocking: false },
      { target: { key: 'env-new' }, code: 'not_there_then', blocking: false },
    ])

    const before = (await configurationOf('env-a')).revision
    const { body } = await post<Restored>(path, {
      revision: then.revision,
      fingerprint: proposal.fingerprint,
      comment: 'Back to noon.',
    })
    expect(body).toEqual({ environment: 'production', revision: before + 1, changed: 3 })
    expect(await configurationOf('env-a')).toMatchObject({
      on: true,
      rules: [{ serve: { variant: 'on' } }],
    })
    expect(await configurationOf('env-b')).toMatchObject({ prerequisites: [] })
    expect(await configurationOf('env-new')).toMatchObject({ on: true })
    expect(await configurationOf('env-a', STAGING)).toEqual({
      ...staging,
      revision: staging.revision,
    })
    const entry = await lastEntry('environment=production')
    expect(entry).toMatchObject({
      action: 'environment.restored',
      target: { type: 'environment', key: 'production' },
      comment: 'Back to noon.',
      revision: body.revision,
      before: { flags: { 'env-a': { on: false } }, segments: { 'env-people': {} } },
      after: { flags: { 'env-a': { on: true } } },
    })

    const again = await post<Restored>(revertOf(entry.id))
    expect(again.body).toMatchObject({ changed: 3, revision: before + 2 })
    expect(await configurationOf('env-a')).toMatchObject({ on: false, rules: [] })
  })

  it('serves connected SDKs what it restored', async () => {
    await make('told')
    const then = await server.admin.configure('told', { on: true })
    await server.admin.configure('told', { on: false })
    await post(`${PRODUCTION}/restore`, { revision: then.revision })
    const { body } = await post<{ decision: { value: unknown } }>(
      `${PRODUCTION}/flags/told/explain`,
      { context: {} },
    )
    expect(body.decision.value).toBe(true)
  })
})

describe('while a release runs', () => {
  it('nothing is restored or undone that would move the people it moves; other flags of it are', async () => {
    await make('released')
    await make('beside')
    const then = await server.admin.configure('beside', { on: true })
    await server.admin.configure('beside', { on: false })
    const release = await releasesOf(server.admin).start('released', HALF)
    const running = await configurationOf('released')

    const wanted = { revision: then.revision }
    const flag = await post<Problem>(`${PRODUCTION}/flags/released/restore`, wanted)
    expect(flag.body).toMatchObject({ code: 'release_running', current: { release: release.id } })
    const { body: proposal } = await get<Proposal>(
      `${PRODUCTION}/restore?revision=${then.revision}`,
    )
    expect(proposal.refused).toMatchObject([
      { target: { key: 'released' }, code: 'release_running', blocking: true },
    ])
    const environment = await post<Problem>(`${PRODUCTION}/restore`, wanted)
    expect(environment.body.code).toBe('release_running')
    expect(await configurationOf('released')).toEqual(running)
    expect(await configurationOf('beside')).toMatchObject({ on: false })
    const beside = await post<Restored>(`${PRODUCTION}/flags/beside/restore`, wanted)
    expect(beside.body.changed).toBe(1)

    await post(`${PRODUCTION}/releases/${release.id}/rollback`)
    const locked = await post<Problem>(`${PRODUCTION}/flags/released/restore`, {
      revision: running.revision,
    })
    expect(locked.body.code).toBe('place_locked')
    expect(await configurationOf('released')).toMatchObject({ locks: [{ release: release.id }] })
  })
})

describe('two environments', () => {
  it('are compared by what they do, not by who typed it', async () => {
    await make('differs')
    await make('alike')
    const { id: _, ...typed } = rule('pro')
    await change('alike', { rules: [typed] })
    await change('alike', { rules: [typed] }, STAGING)
    await change('differs', { on: true, rules: [rule('a')] }, STAGING)
    await makeSegment('here-only', ['ana'])
    const path = `${PROJECT}/comparison?left=staging&right=production`
    const { body } = await get<Comparison>(`${path}&limit=200`)
    const keys = body.items.map(({ target }) => target.key)
    expect(keys).not.toContain('alike')
    expect(body.items).toContainEqual(
      expect.objectContaining({
        target: { type: 'flag', key: 'differs' },
        left: expect.objectContaining({ on: true }),
        right: expect.objectContaining({ on: false }),
      }),
    )
    expect(body.items.at(-1)).toMatchObject({ target: { type: 'segment' } })
    expect(body.items.find(({ target }) => target.key === 'here-only')).toMatchObject({
      left: { includedCount: 0 },
      right: { includedCount: 1, added: { included: ['ana'] } },
    })
    expect(body).toMatchObject({ differing: keys.length, nextCursor: null })

    const pages: string[] = []
    let cursor = ''
    do {
      const { body: page } = await get<Comparison>(
        `${path}&limit=2&cursor=${encodeURIComponent(cursor)}`,
      )
      pages.push(...page.items.map(({ target }) => target.key))
      cursor = page.nextCursor ?? ''
    } while (cursor)
    expect(pages).toEqual(keys)
  })

  it('have a flag copied from one to the other, with its salt, so that the same people are in', async () => {
    await make('copied')
    await post(`${STAGING}/flags/copied/reshuffle`)
    const shares = [
      { variant: 'on', share: 30_000 },
      { variant: 'off', share: 70_000 },
    ]
    const { body: source } = await change(
      'copied',
      { on: true, fallthrough: { rollout: { shares } }, rules: [rule('a')] },
      STAGING,
    )
    const path = `${PRODUCTION}/flags/copied/copy`
    const { body: proposal } = await get<Proposal>(`${path}?from=staging`)
    expect(proposal.items).toMatchObject([{ before: { on: false }, after: { on: true } }])
    const { body } = await post<Restored>(path, {
      from: 'staging',
      fingerprint: proposal.fingerprint,
    })
    expect(body.changed).toBe(1)
    const copy = await configurationOf('copied')
    expect(copy).toMatchObject({
      on: true,
      salt: source.salt,
      rules: source.rules,
      fallthrough: source.fallthrough,
    })
    expect(await lastEntry('flag=copied&environment=production')).toMatchObject({
      action: 'flag.copied',
      comment: 'From staging.',
    })
    expect(await configurationOf('copied', STAGING)).toMatchObject({ version: source.version })
    const nowhere = await post<Problem>(path, { from: 'nowhere' })
    expect(nowhere.body.code).toBe('environment_not_found')
  })
})
