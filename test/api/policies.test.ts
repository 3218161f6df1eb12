import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { ChangeRequestView } from '@bunting/flag-server/change-requests/change-request-schemas.ts'
import type { FlagConfigurationChanged } from '@bunting/flag-server/flags/flag-schemas.ts'
import type { Policy } from '@bunting/flag-server/policies/policy-schemas.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AppUnderTest, startApp } from '../support/app-under-test.ts'
import { bearer, type Call, callAs, newMember } from '../support/call-as.ts'
import {
  NOBODYS_CHANGES,
  PRODUCTION,
  PROJECT,
  RULESET_CHANGES,
  type RulesetChange,
} from '../support/ruleset-changes.ts'

/** Passwords are hashed, and that takes its time on purpose. */
const SLOW_START_MS = 30_000

let server: AppUnderTest
let releaser: Call
let editor: Call
beforeAll(async () => {
  server = await startApp()
  releaser = (await newMember(server, 'Rea', 'releaser')).call
  editor = (await newMember(server, 'Edda', 'administrator')).call
}, SLOW_START_MS)
afterAll(() => server.stop())

const admin: Call = (...call) => callAs(server, bearer(server.adminToken))(...call)

async function setPolicy(policy: Partial<Policy>): Promise<void> {
  const { status } = await admin('PATCH', PRODUCTION, { policy, comment: 'A test.' })
  expect(status).toBe(200)
}

/** The newest entry that this test could have made: releases of others go on by themselves. */
const lastOfMine = async () => {
  const path = `${PROJECT}/audit?actor=BUNTING_ADMIN_TOKEN&limit=1`
  return (await admin<AuditList>('GET', path)).body.entries[0]?.id
}

let made = 0
const newKey = () => {
  made += 1
  return `change-${made}`
}

async function prepared(change: RulesetChange) {
  await setPolicy({ approval: 'none', commentRequired: false })
  return change.prepare(admin, newKey())
}

it.each(RULESET_CHANGES)(
  '$name is judged by the policy, for the admin token too',
  async (change) => {
    const { direct } = await prepared(change)
    const { verdicts, asksForComment } = change
    const call = (more: object = {}) => admin(direct.method, direct.path, merged(direct.body, more))
    for (const approval of ['all', 'exposure'] as const) {
      if (verdicts[approval] === 'free') continue
      await setPolicy({ approval })
      const before = await lastOfMine()
      const { status, body } = await call({ comment: 'Because.' })
      expect([status, body.code], approval).toEqual([409, 'approval_required'])
      expect(await lastOfMine()).toBe(before)
    }
    const approval =
      (['all', 'exposure'] as const).find((one) => verdicts[one] === 'free') ?? 'none'
    await setPolicy({ approval, commentRequired: true })
    if (asksForComment) {
      for (const nothing of [{}, { comment: '  ' }]) {
        const { status, body } = await call(nothing)
        expect([status, body.code]).toEqual([400, 'comment_required'])
      }
    }
    const { status, body } = await call(asksForComment ? { comment: 'Because.' } : {})
    expect(status, JSON.stringify(body)).toBeLessThan(300)
  },
)

/** What takes no body takes no comment. */
function merged(body: object | undefined, more: object): object | undefined {
  return body && { ...body, ...more }
}

const requestable = RULESET_CHANGES.filter(({ verdicts }) => verdicts.all === 'gated')

it.each(requestable)('$name is done as it was approved, by a change request', async (change) => {
  const { operation } = await prepared(change)
  await setPolicy({ approval: 'all' })
  const asked = await editor<ChangeRequestView>('POST', `${PROJECT}/change-requests`, { operation })
  expect(asked.status, JSON.stringify(asked.body)).toBe(201)
  const { number, items, approvalRequired } = asked.body
  expect(approvalRequired).toBe(true)
  const path = `${PROJECT}/change-requests/${number}`
  const early = await editor('POST', `${path}/apply`)
  expect([early.status, early.body.code]).toEqual([409, 'approval_required'])
  const approved = await releaser<ChangeRequestView>('POST', `${path}/approvals`, { edition: 1 })
  expect([approved.status, approved.body.state]).toEqual([200, 'approved'])

  const { body: old } = await admin<AuditList>('GET', `${PROJECT}/audit?limit=1`)
  const applied = await editor<ChangeRequestView>('POST', `${path}/apply`, { edition: 1 })
  expect([applied.status, applied.body.state], JSON.stringify(applied.body)).toEqual([
    200,
    'applied',
  ])
  const { body: now } = await admin<AuditList>('GET', `${PROJECT}/audit?limit=20`)
  const since = now.entries
    .filter(({ id }) => Number(id) > Number(old.entries[0]?.id))
    .filter(({ target }) => target.type !== 'change-request')
  const told = since.map(({ action, target, environment, before, after }) => ({
    action,
    target,
    environment,
    before: timeless(before),
    after: timeless(after),
  }))
  const shown = items.map((item) => ({
    ...item,
    before: timeless(item.before),
    after: timeless(item.after),
  }))
  expect(told.toReversed()).toEqual(shown)
  expect(since[0]?.comment).toContain(`Change request #${number} of Edda, approved by Rea.`)
})

/** When something was done is of that moment. */
function timeless(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (name, inner) =>
      ['updatedAt', 'restoredAt'].includes(name) ? 'then' : inner,
    ),
  )
}

it('a module that changes a ruleset and is judged by no test here does not exist', async () => {
  const source = fileURLToPath(new URL('../../services/flag-server/src/', import.meta.url))
  const files = await readdir(source, { recursive: true })
  const doors =
    /\b(commitRevision|commitConfiguration|applyPlan|moveRelease|startHeld|updateFlagIn)\(/
  const found: string[] = []
  for (const file of files) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue
    const text = await readFile(`${source}${file}`, 'utf8')
    const uses = text.replaceAll(/function \w+\(/g, '')
    if (doors.test(uses)) found.push(file.replaceAll('\\', '/'))
  }
  const known = new Set([
    ...RULESET_CHANGES.flatMap(({ through }) => through),
    ...NOBODYS_CHANGES,
    // They hand them on to the verbs above, in a transaction of their own.
    'change-requests/carry-out.ts',
    'flags/act-on-flag.ts',
  ])
  expect(found.sort()).toEqual([...known].filter((file) => found.includes(file)).sort())
  expect([...known].filter((file) => !found.includes(file))).toEqual([])
})

it('an environment without a policy asks for nothing, and one policy is nothing to another', async () => {
  await setPolicy({ approval: 'all', commentRequired: true })
  const key = newKey()
  await admin('POST', `${PROJECT}/flags`, { key, type: 'boolean' })
  const path = `${PROJECT}/environments/staging/flags/${key}`
  const { status } = await admin<FlagConfigurationChanged>('PATCH', path, { on: true })
  expect(status).toBe(200)
})
