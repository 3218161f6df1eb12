import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type {
  Assessment,
  ChangeRequestList,
  ChangeRequestView,
  NewChangeRequest,
} from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { FlagConfigurationChanged, FlagView } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Proposal } from '@bunting/flag-server/history/history-schemas.ts'
import type { Problem } from '@bunting/flag-server/http/problem.ts'
import type { Policy } from '@bunting/flag-server/policies/policy-schemas.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import { bearer, type Call, callAs, membershipOf, newMember } from '../support/call-as.ts'
import { MOVE_APPROVALS } from '../support/move-approvals.ts'
import { waitFor } from '../support/wait-for.ts'

const PROJECT = '/projects/default'
const PRODUCTION = `${PROJECT}/environments/production`
const REQUESTS = `${PROJECT}/change-requests`

/** Passwords are hashed, and that takes its time on purpose. */
const SLOW_START_MS = 30_000

let server: AppUnderTest
/** Asks, and may configure nothing in production. */
let editor: Call
let releaser: Call
let other: Call
let viewer: Call
beforeAll(async () => {
  server = await startApp()
  const join = async (name: string, role: string) => (await newMember(server, name, role)).call
  ;[editor, releaser, other, viewer] = await Promise.all([
    join('Edda', 'editor'),
    join('Rea', 'releaser'),
    join('Otto', 'releaser'),
    join('Vic', 'viewer'),
  ])
}, SLOW_START_MS)
afterAll(() => server.stop())

const admin: Call = (...call) => callAs(server, bearer(server.adminToken))(...call)
const setPolicy = (policy: Partial<Policy>) =>
  admin('PATCH', PRODUCTION, { policy, comment: 'A test.' })
beforeEach(async () => {
  await setPolicy({ approval: 'exposure', commentRequired: false })
})

let made = 0
async function newFlag(): Promise<string> {
  made += 1
  const key = `flag-${made}`
  await admin('POST', `${PROJECT}/flags`, { key, type: 'boolean' })
  return key
}

const switchOn = (flag: string): Operation => ({
  type: 'configure-flag',
  environment: 'production',
  flag,
  patch: { on: true },
})

async function ask(
  call: Call,
  operation: Operation,
  more: Partial<NewChangeRequest> = {},
): Promise<ChangeRequestView> {
  const { status, body } = await call<ChangeRequestView>('POST', REQUESTS, { operation, ...more })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

const act = <T = ChangeRequestView>(
  call: Call,
  { number }: { number: number },
  what: string,
  body: object = {},
) => call<T>('POST', `${REQUESTS}/${number}/${what}`, body)
const approve = (call: Call, request: ChangeRequestView) =>
  act(call, request, 'approvals', { edition: request.edition })
const refusal = async (answer: Promise<{ status: number; body: Problem }>) => {
  const { status, body } = await answer
  return `${status} ${body.code}: ${body.detail}`
}
const refused = (call: Call, request: { number: number }, what: string, body: object = {}) =>
  refusal(act<Problem>(call, request, what, body))
const see = async ({ number }: { number: number }, call: Call = editor) =>
  (await call<ChangeRequestView>('GET', `${REQUESTS}/${number}`)).body
const becomes = (request: ChangeRequestView, state: string) =>
  waitFor(
    async () => {
      const now = await see(request)
      return now.state === state ? now : undefined
    },
    { what: `#${request.number} to be ${state}` },
  )
const configuration = async (flag: string) =>
  (await admin<FlagConfigurationChanged>('GET', `${PRODUCTION}/flags/${flag}`)).body
const kill = (flag: string) => admin('POST', `${PRODUCTION}/flags/${flag}/kill`, {})

describe('a change that somebody asks for', () => {
  it('is shown, discussed, approved by a second person, and applied by whoever asked', async () => {
    const flag = await newFlag()
    const request = await ask(editor, switchOn(flag), { comment: 'Launch day.' })
    expect(request).toMatchObject({
      title: `Switch ${flag} on in Production`,
      state: 'open',
      environment: 'production',
      target: { type: 'flag', key: flag },
      author: { name: 'Edda' },
      reach: [{ environment: 'production', raisesExposure: true, approvalRequired: true }],
      items: [{ action: 'flag.configured', before: { on: false }, after: { on: true } }],
      moved: null,
      current: { on: false },
      may: { approve: 'nobody approves what they ask for themselves', withdraw: null },
    })
    expect((await configuration(flag)).on).toBe(false)

    await act(releaser, request, 'comments', { text: 'Is support told?' })
    const { body: approved } = await approve(releaser, request)
    expect(approved).toMatchObject({ state: 'approved', approvedBy: [{ name: 'Rea' }] })
    const { body: applied } = await act(editor, request, 'apply', { edition: 1 })
    expect(applied.state).toBe('applied')
    expect(applied.events.map(({ type, text }) => [type, text])).toEqual([
      ['opened', 'Launch day.'],
      ['commented', 'Is support told?'],
      ['approved', null],
      ['applied', null],
    ])
    const now = await configuration(flag)
    expect(now.on).toBe(true)
    expect(applied.appliedRevision).toBe(now.revision)

    const { body: told } = await admin<AuditList>('GET', `${PROJECT}/audit?flag=${flag}&limit=1`)
    expect(told.entries[0]).toMatchObject({
      action: 'flag.configured',
      actor: { name: 'Edda' },
      comment: `Launch day.\n\nChange request #${request.number} of Edda, approved by Rea.`,
    })
    const target = `targetType=change-request&target=${request.number}`
    const { body: story } = await admin<AuditList>('GET', `${PROJECT}/audit?${target}`)
    expect(story.entries.map(({ action }) => action)).toEqual(
      ['applied', 'approved', 'commented', 'opened'].map((one) => `change-request.${one}`),
    )
    expect(await refused(editor, request, 'apply')).toMatch(/^409 change_request_closed/)
  })

  it('is approved by nobody who made the service token that asks, or the token that made that', async () => {
    const { call: ada } = await newMember(server, 'Ada', 'administrator')
    const roles = [{ environment: null, role: 'administrator' }]
    const tokenOf = async (call: Call, name: string) => {
      const wanted = { name, expiresAt: null, memberships: roles }
      const answer = await call<{ token: string }>('POST', `${PROJECT}/tokens`, wanted)
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      return callAs(server, bearer(answer.body.token))
    }
    const first = await tokenOf(ada, 'pipeline')
    for (const token of [first, await tokenOf(first, 'of the pipeline')]) {
      const request = await ask(token, switchOn(await newFlag()))
      expect(await refused(ada, request, 'approvals', { edition: 1 })).toMatch(
        /^403 permission_denied: nobody approves what they ask for themselves/,
      )
      expect((await approve(releaser, request)).body.state).toBe('approved')
      expect((await act(token, request, 'apply', { edition: 1 })).body.state).toBe('applied')
    }
  })

  it('is approved by nobody who asked, no token, and nobody who may not', async () => {
    const own = await ask(releaser, switchOn(await newFlag()))
    expect(await refused(releaser, own, 'approvals', { edition: 1 })).toMatch(
      /^403 permission_denied: nobody approves what they ask for themselves/,
    )
    expect(await refused(admin, own, 'approvals', { edition: 1 })).toMatch(
      /^403 permission_denied: only people approve/,
    )
    for (const call of [viewer, editor]) {
      expect(await refused(call, own, 'approvals', { edition: 1 })).toMatch(
        /^403 permission_denied: you may not approve this in Production/,
      )
    }
    expect(await refused(releaser, own, 'apply')).toMatch(
      /^409 approval_required: it waits for the approval of a second person in Production/,
    )
    expect((await approve(other, own)).body.state).toBe('approved')
  })

  it('is asked for by nobody who may neither ask nor do it', async () => {
    const operation = switchOn(await newFlag())
    const answer = await viewer('POST', REQUESTS, { operation })
    expect([answer.status, answer.body.code]).toEqual([403, 'permission_denied'])
    const assessed = await viewer('POST', `${REQUESTS}/assessment`, { operation })
    expect(assessed.status).toBe(403)
  })

  it('of an editor needs approval in production where no policy asks for one', async () => {
    await setPolicy({ approval: 'none' })
    const flag = await newFlag()
    const request = await ask(editor, switchOn(flag))
    expect(request).toMatchObject({ approvalRequired: true })
    expect(await refused(editor, request, 'apply')).toMatch(/^409 approval_required/)
    await approve(releaser, request)
    expect((await act(editor, request, 'apply')).body.state).toBe('applied')
    // Who may do it by themselves needs nobody.
    const own = await ask(releaser, switchOn(await newFlag()))
    expect(own.approvalRequired).toBe(false)
    expect((await act(releaser, own, 'apply')).body.state).toBe('applied')
  })

  it('is judged again when it is applied: by who approved it, and by the policy', async () => {
    const flag = await newFlag()
    const leaver = await newMember(server, 'Lea', 'releaser')
    const request = await ask(editor, switchOn(flag))
    await approve(leaver.call, request)
    const { id } = await membershipOf(admin, leaver.email)
    await admin('DELETE', `${PROJECT}/members/${id}`)
    expect(await refused(editor, request, 'apply')).toMatch(/^409 approval_required/)
    expect((await configuration(flag)).on).toBe(false)
    await approve(releaser, request)
    expect((await act(editor, request, 'apply')).status).toBe(200)
  })

  it('asks for a comment where the policy does', async () => {
    await setPolicy({ commentRequired: true })
    const operation = switchOn(await newFlag())
    const silent = await editor('POST', REQUESTS, { operation })
    expect([silent.status, silent.body.code]).toEqual([400, 'comment_required'])
    const request = await ask(editor, operation, { comment: 'Because.' })
    await approve(releaser, request)
    expect((await act(editor, request, 'apply')).body.state).toBe('applied')
  })

  it('is rejected by who could approve it, and withdrawn by who asked', async () => {
    const first = await ask(editor, switchOn(await newFlag()))
    expect(await refused(editor, first, 'rejections')).toMatch(/^403/)
    const { body } = await act(releaser, first, 'rejections', { comment: 'Not on a Friday.' })
    expect(body).toMatchObject({ state: 'rejected', why: 'Not on a Friday.' })
    const second = await ask(editor, switchOn(await newFlag()))
    expect(await refused(viewer, second, 'withdrawal')).toMatch(/^403/)
    expect((await act(editor, second, 'withdrawal')).body.state).toBe('withdrawn')
    for (const what of ['approvals', 'apply', 'rejections', 'withdrawal', 'update']) {
      expect(
        await refused(other, second, what, what === 'approvals' ? { edition: 1 } : {}),
      ).toMatch(/^409 change_request_closed: this request was withdrawn already/)
    }
  })

  it('that changes nothing, or nothing that is served, is no request', async () => {
    const flag = await newFlag()
    const off = { ...switchOn(flag), patch: { on: false } } as Operation
    const nothing = await editor('POST', REQUESTS, { operation: off })
    expect([nothing.status, nothing.body.detail]).toEqual([400, 'operation: would change nothing'])
    const operation = { type: 'update-flag', flag, patch: { name: 'Sky' } }
    expect((await editor('POST', REQUESTS, { operation })).status).toBe(400)
    const unknown = await editor('POST', REQUESTS, { operation: switchOn('nowhere') })
    expect([unknown.status, unknown.body.code]).toEqual([404, 'flag_not_found'])
  })
})

describe('an assessment', () => {
  it('says what it would take and what would change, and changes nothing', async () => {
    const flag = await newFlag()
    const before = await configuration(flag)
    const assess = async (call: Call, operation: Operation) =>
      (await call<Assessment>('POST', `${REQUESTS}/assessment`, { operation })).body
    const mine = await assess(releaser, switchOn(flag))
    expect(mine).toMatchObject({
      approvalRequired: true,
      commentRequired: false,
      why: 'This raises exposure, which in Production needs the approval of a second person.',
      items: [{ before: { on: false }, after: { on: true } }],
    })
    await admin('PATCH', `${PROJECT}/environments/staging/flags/${flag}`, { on: true })
    const staging = { ...switchOn(flag), environment: 'staging', patch: { on: false } } as Operation
    expect(await assess(releaser, staging)).toMatchObject({ approvalRequired: false, why: null })
    expect(await configuration(flag)).toEqual(before)
    const { body } = await admin<AuditList>('GET', `${PROJECT}/audit?flag=${flag}`)
    expect(body.entries.map(({ action }) => action)).toEqual(['flag.configured', 'flag.created'])
  })
})

describe('a target that moves', () => {
  const rule = (id: string, variant = 'on') => ({
    id,
    conditions: [{ attribute: 'plan', operator: 'in' as const, values: [id] }],
    serve: { variant },
  })
  const rules = (flag: string, ...ids: string[]): Operation => ({
    ...(switchOn(flag) as Extract<Operation, { type: 'configure-flag' }>),
    patch: { rules: ids.map((id) => rule(id)) },
  })
  const configure = (flag: string, patch: object) =>
    admin('PATCH', `${PRODUCTION}/flags/${flag}`, patch)

  it('makes it stale, with a sentence; brought to the present it needs approval anew', async () => {
    const flag = await newFlag()
    await setPolicy({ approval: 'none' })
    await configure(flag, { on: true, rules: [rule('a')], fallthrough: { variant: 'off' } })
    const request = await ask(editor, rules(flag, 'a', 'b'))
    await approve(releaser, request)
    await configure(flag, { rules: [rule('a'), rule('c')] })

    // Nobody asks for it: the server says so by itself, once.
    const stale = await becomes(request, 'stale')
    expect(stale.why).toMatch(/^flag ".+" is not what it was .+ changed last by admin token/)
    expect(stale.why).toBe(stale.moved)
    expect(stale.events.filter(({ type }) => type === 'stale')).toMatchObject([
      { actor: { name: 'Schedule' }, text: stale.why },
    ])
    const { body: list } = await editor<ChangeRequestList>('GET', `${REQUESTS}?flag=${flag}`)
    expect(list.changeRequests).toMatchObject([{ state: 'stale', why: stale.why }])
    const target = `targetType=change-request&target=${request.number}&limit=1`
    const { body: story } = await admin<AuditList>('GET', `${PROJECT}/audit?${target}`)
    expect(story.entries).toMatchObject([{ action: 'change-request.stale', comment: stale.why }])
    expect(await refused(editor, request, 'apply')).toMatch(/^409 change_request_closed: it is st/)
    expect(await refused(other, request, 'approvals', { edition: 1 })).toMatch(
      /^409 change_request_closed: it is stale/,
    )

    const { body: updated } = await act(editor, request, 'update')
    expect(updated).toMatchObject({ state: 'open', edition: 2, approvedBy: [], moved: null })
    const [item] = updated.items
    const idsOf = (document: unknown) =>
      (document as FlagConfigurationChanged).rules.map(({ id }) => id)
    expect([idsOf(item?.before), idsOf(item?.after)]).toEqual([
      ['a', 'c'],
      ['a', 'b', 'c'],
    ])
    expect(await refused(other, updated, 'approvals', { edition: 1 })).toMatch(
      /^409 stale_version: this request was brought up to date/,
    )
    await approve(other, updated)
    expect((await act(editor, updated, 'apply')).body.state).toBe('applied')
    expect(idsOf(await configuration(flag))).toEqual(['a', 'b', 'c'])
  })

  it('is not brought to the present where others changed the same part', async () => {
    const flag = await newFlag()
    await setPolicy({ approval: 'none' })
    const request = await ask(editor, {
      ...(switchOn(flag) as Extract<Operation, { type: 'configure-flag' }>),
      patch: { fallthrough: { variant: 'off' }, on: true },
    })
    const half = [
      { variant: 'on', share: 50_000 },
      { variant: 'off', share: 50_000 },
    ]
    await configure(flag, { fallthrough: { rollout: { shares: half } } })
    expect(await refused(editor, request, 'update')).toMatch(
      /^409 revert_conflict: .+ what everyone else is served was changed as well/,
    )
    expect((await see(request)).edition).toBe(1)
  })

  it('merges the members of a segment', async () => {
    await setPolicy({ approval: 'none' })
    const path = `${PRODUCTION}/segments/crew`
    await admin('POST', `${PROJECT}/segments`, { key: 'crew' })
    await admin('PATCH', path, { included: ['ada', 'bob'] })
    const operation: Operation = {
      type: 'configure-segment',
      environment: 'production',
      segment: 'crew',
      patch: { included: ['ada', 'eve'] },
    }
    const request = await ask(editor, operation)
    await admin('PATCH', path, { included: ['ada', 'bob', 'mia'] })
    const { body: updated } = await act(editor, request, 'update')
    await approve(releaser, updated)
    await act(editor, updated, 'apply')
    const { body } = await admin<{ included: string[] }>('GET', path)
    expect(body.included.sort()).toEqual(['ada', 'eve', 'mia'])
  })

  it('counts the segments that decide whom it would serve', async () => {
    const flag = await newFlag()
    await admin('POST', `${PROJECT}/segments`, { key: 'few' })
    const conditions = [
      { attribute: 'targetingKey', operator: 'inSegment' as const, values: ['few'] },
    ]
    const request = await ask(editor, {
      ...(switchOn(flag) as Extract<Operation, { type: 'configure-flag' }>),
      patch: {
        on: true,
        rules: [{ conditions, serve: { variant: 'on' } }],
        fallthrough: { variant: 'off' },
      },
    })
    await approve(releaser, request)
    // Nothing serves by it yet: nobody has to approve that.
    const filled = await releaser('PATCH', `${PRODUCTION}/segments/few`, {
      included: ['everybody'],
    })
    expect(filled.status).toBe(200)
    expect((await becomes(request, 'stale')).why).toMatch(/^flag/)
  })

  it('is seen on every kind of target, before the time comes, and not on another flag', async () => {
    await setPolicy({ approval: 'none' })
    const [flag, bystander] = [await newFlag(), await newFlag()]
    const applyAt = new Date(Date.now() + 3_600_000).toISOString()
    const timed = await ask(releaser, switchOn(flag), { applyAt })
    const other = await ask(releaser, switchOn(bystander))
    const renamed = await ask(admin, { type: 'update-flag', flag, patch: { clientSide: false } })
    expect([timed.state, renamed.state]).toEqual(['scheduled', 'open'])

    // Served alike by all environments: it makes no revision.
    await admin('PATCH', `${PROJECT}/flags/${flag}`, { name: 'Another name' })
    await becomes(renamed, 'stale')
    expect((await see(timed)).state).toBe('scheduled')
    await configure(flag, { offVariant: 'on' })
    expect((await becomes(timed, 'stale')).why).toMatch(/^flag .+ was changed last by admin token/)
    expect((await see(other)).state).toBe('open')
  })

  it('meanwhile is found when it is asked for, by the version that its author saw', async () => {
    const flag = await newFlag()
    const { version } = await configuration(flag)
    await setPolicy({ approval: 'none' })
    await configure(flag, { offVariant: 'on' })
    const wanted = { operation: switchOn(flag), expectedVersion: version }
    const { status, body } = await editor<Problem>('POST', REQUESTS, wanted)
    expect([status, body.code]).toEqual([409, 'stale_version'])
    expect(body.current).toMatchObject({ key: flag, version: version + 1, offVariant: 'on' })
    await ask(editor, switchOn(flag), { expectedVersion: version + 1 })

    await admin('POST', `${PROJECT}/segments`, { key: 'seen' })
    const members: Operation = {
      type: 'configure-segment',
      environment: 'production',
      segment: 'seen',
      patch: { included: ['ada'] },
    }
    expect(
      await refusal(editor('POST', REQUESTS, { operation: members, expectedVersion: 7 })),
    ).toMatch(/^409 stale_version/)
    const everywhere = { type: 'archive-flag', flag }
    for (const seen of [{ expectedVersion: 1 }, { fingerprint: 'seen' }]) {
      expect(await refusal(editor('POST', REQUESTS, { operation: everywhere, ...seen }))).toMatch(
        /^400 invalid_request/,
      )
    }
  })

  it('meanwhile is found in every environment, and by what an undoing or a copy would have done', async () => {
    const flag = await newFlag()
    const path = `${PROJECT}/flags/${flag}`
    await setPolicy({ approval: 'none' })
    await configure(flag, { on: true })
    const { body: seen } = await admin<FlagView>('GET', path)
    await admin('PATCH', path, { name: 'Theirs' })
    const browsers: Operation = {
      type: 'update-flag',
      flag,
      patch: { clientSide: !seen.clientSide },
    }
    const late = await editor<Problem>('POST', REQUESTS, {
      operation: browsers,
      expectedVersion: seen.version,
    })
    expect([late.status, late.body.code]).toEqual([409, 'stale_version'])
    expect(late.body.current).toMatchObject({ key: flag, name: 'Theirs' })
    await ask(editor, browsers, { expectedVersion: seen.version + 1 })

    await admin('PATCH', `${PROJECT}/environments/staging/flags/${flag}`, { on: true })
    await configure(flag, { offVariant: 'on' })
    const { body: told } = await admin<AuditList>('GET', `${PROJECT}/audit?flag=${flag}&limit=1`)
    const entry = Number(told.entries[0]?.id)
    const read = async (from: string) =>
      (await admin<Proposal>('GET', `${PROJECT}/${from}`)).body.fingerprint
    const copy = `environments/production/flags/${flag}/copy?from=staging`
    const wishes: readonly [Operation, string][] = [
      [{ type: 'revert', entry }, `audit/${entry}/revert`],
      [{ type: 'copy-flag', environment: 'production', flag, from: 'staging' }, copy],
    ]
    for (const [operation, from] of wishes) {
      const fingerprint = await read(from)
      await configure(flag, { rules: [{ conditions: [], serve: { variant: 'on' } }] })
      const moved = await editor<Problem>('POST', REQUESTS, { operation, fingerprint })
      expect([moved.status, moved.body.code], operation.type).toEqual([409, 'stale_version'])
      await ask(editor, operation, { fingerprint: await read(from) })
    }
  })
})

describe('a time', () => {
  const soon = () => new Date(Date.now() + 1_200).toISOString()
  const later = () => new Date(Date.now() + 3_600_000).toISOString()
  /** As if it had been due for some time. */
  const wasDue = ({ number }: ChangeRequestView, ago: string, late: string) =>
    // Several statements without parameters are one transaction.
    server.services.pool.query(`
      update change_requests set apply_at = now() - '${ago}'::interval,
        not_later_than = now() - '${ago}'::interval + '${late}'::interval where number = ${number};
      ${MOVE_APPROVALS}`)

  it('is kept without approval where none is needed', async () => {
    await setPolicy({ approval: 'none' })
    const flag = await newFlag()
    const request = await ask(releaser, switchOn(flag), { applyAt: soon() })
    expect(request.state).toBe('scheduled')
    await becomes(request, 'applied')
    expect((await configuration(flag)).on).toBe(true)
    const { body } = await admin<AuditList>('GET', `${PROJECT}/audit?flag=${flag}&limit=1`)
    const [entry] = body.entries
    expect(entry).toMatchObject({ actor: { name: 'Schedule' }, via: 'system' })
    expect(Date.parse(entry?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(request.applyAt ?? ''))
  })

  it('waits for the approval, and is taken back', async () => {
    const flag = await newFlag()
    const request = await ask(editor, switchOn(flag), { applyAt: later() })
    expect(request.state).toBe('open')
    expect((await approve(releaser, request)).body.state).toBe('scheduled')
    const path = `${REQUESTS}/${request.number}/schedule`
    const { body } = await editor<ChangeRequestView>('DELETE', path)
    expect(body).toMatchObject({ state: 'open', applyAt: null, approvedBy: [] })
    await approve(releaser, request)
    const again = await act(editor, request, 'schedule', { applyAt: later() })
    expect(again.body).toMatchObject({ state: 'scheduled', approvedBy: [{ name: 'Rea' }] })
    await wasDue(request, '1 minute', '1 hour')
    await becomes(request, 'applied')
  })

  it('is part of what was approved: not now instead, and not at another time', async () => {
    const flag = await newFlag()
    const asked = await ask(editor, switchOn(flag), { applyAt: later() })
    const { body: approved } = await approve(releaser, asked)
    expect(approved).toMatchObject({ state: 'scheduled', approvedBy: [{ name: 'Rea' }] })
    expect(await refused(editor, asked, 'apply')).toMatch(
      /^409 approval_required: it was approved for .+: to apply it now, take it off the schedule/,
    )
    const other = new Date(Date.now() + 7_200_000).toISOString()
    const { body: moved } = await act(editor, asked, 'schedule', { applyAt: other })
    expect(moved).toMatchObject({ state: 'open', approvedBy: [] })
    expect(moved.events.at(-1)?.text).toBe(
      `What Rea approved was for ${asked.applyAt}: it has to be approved again.`,
    )
    await wasDue(moved, '1 minute', '1 hour')
    expect(await refused(editor, asked, 'apply')).toMatch(/^409 approval_required: it waits/)
    expect((await configuration(flag)).on).toBe(false)
  })

  it('is the one that the approver saw', async () => {
    const flag = await newFlag()
    const asked = await ask(editor, switchOn(flag), { applyAt: later() })
    const seen = { edition: asked.edition, applyAt: asked.applyAt }
    const other = new Date(Date.now() + 7_200_000).toISOString()
    await act(editor, asked, 'schedule', { applyAt: other })
    expect(await refused(releaser, asked, 'approvals', seen)).toMatch(
      /^409 stale_version: this request was rescheduled: it is to be applied at /,
    )
    const untimed = { edition: asked.edition, applyAt: null }
    expect(await refused(releaser, asked, 'approvals', untimed)).toMatch(/^409 stale_version/)
    const { body } = await act(releaser, asked, 'approvals', { ...seen, applyAt: other })
    expect(body.state).toBe('scheduled')
  })

  it('that nobody was there for is kept late, up to the limit, then failed in plain sight', async () => {
    const [flag, missed] = [await newFlag(), await newFlag()]
    const request = await ask(editor, switchOn(flag), { applyAt: later() })
    expect(Date.parse(request.notLaterThan ?? '') - Date.parse(request.applyAt ?? '')).toBe(
      86_400_000,
    )
    await approve(releaser, request)
    await wasDue(request, '23 hours', '1 day')
    await becomes(request, 'applied')
    const late = await ask(editor, switchOn(missed), { applyAt: later() })
    await approve(releaser, late)
    await wasDue(late, '25 hours', '1 day')
    expect((await becomes(late, 'failed')).why).toMatch(/^it was due at .+ nobody was there/)
    expect((await configuration(missed)).on).toBe(false)
  })

  it('finds a target that moved stale, and fails where it is refused', async () => {
    const [moved, blocked] = [await newFlag(), await newFlag()]
    const first = await ask(editor, switchOn(moved), { applyAt: later() })
    await approve(releaser, first)
    await setPolicy({ approval: 'none' })
    await admin('PATCH', `${PRODUCTION}/flags/${moved}`, { offVariant: 'on' })
    await wasDue(first, '1 second', '1 hour')
    expect((await becomes(first, 'stale')).why).toMatch(/^flag/)

    const second = await ask(releaser, switchOn(blocked), { applyAt: later() })
    expect(second.state).toBe('scheduled')
    await setPolicy({ approval: 'all' })
    await wasDue(second, '1 second', '1 hour')
    expect((await becomes(second, 'failed')).why).toMatch(/approval of a second person/)
    expect((await configuration(blocked)).on).toBe(false)
  })

  it('has to be in the future', async () => {
    const operation = switchOn(await newFlag())
    const past = new Date(Date.now() - 60_000).toISOString()
    const { status } = await editor('POST', REQUESTS, { operation, applyAt: past })
    expect(status).toBe(400)
  })
})

it('what takes exposure back waits for no request', async () => {
  await setPolicy({ approval: 'all', commentRequired: true })
  const flag = await newFlag()
  const request = await ask(editor, switchOn(flag), { comment: 'Go.' })
  await approve(releaser, request)
  await act(editor, request, 'apply')
  expect((await kill(flag)).status).toBe(200)
  expect((await configuration(flag)).on).toBe(false)
})

describe('the list', () => {
  it('is filtered and comes in pages, newest first, and counts what waits for whom', async () => {
    const flag = await newFlag()
    const numbers: number[] = []
    for (const on of [1, 2, 3]) {
      const shares = [
        { variant: 'on', share: on },
        { variant: 'off', share: 100_000 - on },
      ]
      const patch = { on: true, fallthrough: { rollout: { shares } } }
      const operation = { ...switchOn(flag), patch } as Operation
      numbers.push((await ask(editor, operation)).number)
    }
    const list = async (call: Call, query: string) =>
      (await call<ChangeRequestList>('GET', `${REQUESTS}?flag=${flag}&${query}`)).body
    const numbersIn = ({ changeRequests }: ChangeRequestList) =>
      changeRequests.map(({ number }) => number)
    const first = await list(editor, 'limit=2')
    expect(numbersIn(first)).toEqual(numbers.slice(1).toReversed())
    const rest = await list(editor, `limit=2&cursor=${first.nextCursor}`)
    expect([numbersIn(rest), rest.nextCursor]).toEqual([[numbers[0]], null])

    await act(editor, { number: numbers[0] ?? 0 }, 'withdrawal')
    expect(numbersIn(await list(editor, 'state=ended'))).toEqual([numbers[0]])
    expect(numbersIn(await list(editor, 'state=live&environment=production'))).toHaveLength(2)
    expect(numbersIn(await list(editor, 'environment=staging'))).toEqual([])
    expect(numbersIn(await list(editor, 'mine=true'))).toHaveLength(3)
    expect(numbersIn(await list(releaser, 'mine=true'))).toEqual([])

    expect(numbersIn(await list(releaser, 'waitingForMe=true'))).toHaveLength(2)
    expect(numbersIn(await list(editor, 'waitingForMe=true'))).toEqual([])
    const before = (await list(releaser, 'limit=1')).waitingForMe
    await act(releaser, { number: numbers[1] ?? 0 }, 'approvals', { edition: 1 })
    expect((await list(releaser, 'limit=1')).waitingForMe).toBe(before - 1)
    expect((await list(viewer, 'limit=1')).waitingForMe).toBe(0)
  })
})

it('tells webhooks that it was asked for, approved and applied', async () => {
  const hook = { name: 'Team', url: 'http://127.0.0.1:9/' }
  await admin('POST', `${PROJECT}/webhooks`, hook)
  const request = await ask(editor, switchOn(await newFlag()), { comment: 'Go.' })
  await approve(releaser, request)
  await act(editor, request, 'apply')
  const { rows } = await server.services.pool.query(
    'select event, body from webhook_deliveries order by id',
  )
  expect(rows.map(({ event }) => event)).toEqual([
    'change-request.opened',
    'change-request.approved',
    'change-request.applied',
  ])
  expect(rows[0]?.body).toMatchObject({
    sentence: `#${request.number} ${request.title}: asked for by Edda. “Go.”`,
    environments: ['production'],
    changeRequest: { state: 'open', operation: 'configure-flag' },
  })
})
