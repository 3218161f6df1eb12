import { ALL_PERMISSIONS } from '@bunting/flag-server/access/permissions.ts'
import type { AuditEntry } from '@bunting/flag-server/audit/audit-schemas.ts'
import { expect, it } from 'vitest'
import { differenceWords } from '../drafts/difference.ts'
import { aConfiguration } from '../flags/example-flag.ts'
import { aRelease } from '../releases/example-release.ts'
import { entryDifferences } from './audit-words.ts'

const SOURCES = import.meta.glob<string>('../../../services/flag-server/src/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** News of the server that the history does not have. */
const NO_ACTION: readonly string[] = ['webhook.test', ...ALL_PERMISSIONS]

/** Every action that the server writes down by name, but those that are put together from parts. */
const RECORDED = [
  ...new Set(
    Object.entries(SOURCES)
      .filter(([file, source]) => !file.includes('.test.') && /recordAudit|\baction\b/.test(source))
      .flatMap(
        ([, source]) => source.match(/(?<=')[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*(?=')/g) ?? [],
      ),
  ),
].filter((action) => !NO_ACTION.includes(action))

const { plan } = aRelease({})
const template = { strategy: 'canary', stages: plan.stages, guards: plan.guards }
const role = { name: 'On call', permissions: ['project.view', 'flag.kill'], inProduction: [] }
const memberships = [{ project: 'shop', environment: null, role: 'editor' }]
const webhook = { name: 'chat', format: 'slack', host: 'https://hooks.example' }
const sso = { name: 'Okta', issuer: 'https://okta.example', domains: ['shop.example'], memberships }
const flag = { key: 'k', name: 'K', kind: 'release', type: 'boolean', variants: { on: true } }
const segment = { name: 'Staff', tags: ['people'], description: '', environments: {} }
const environment = {
  ...{ key: 'qa', name: 'QA', production: true, copiedFrom: 'staging' },
  policy: { commentRequired: false, approval: 'none' },
}
const configured = [aConfiguration({}), aConfiguration({ offVariant: 'on' })] as const
const members = { includedCount: 0, excludedCount: 0, conditions: [] }

type Sides = readonly [before: unknown, after: unknown]

/** Before and after, as the server keeps them, and a part of what is told. */
const TELLS: Readonly<Record<string, readonly [...Sides, RegExp]>> = {
  'account-policy.changed': [{ ssoRequired: false }, { ssoRequired: true }, /Single sign-on only/],
  'account.created': [null, { issuer: 'https://okta.example', memberships }, /editor in shop/],
  'account.linked': [null, { issuer: 'https://okta.example' }, /okta/],
  'account.unlinked': [{ issuer: 'https://okta.example' }, null, /okta.* removed/],
  'account.renamed': [{ name: 'Ana' }, { name: 'Anna' }, /Ana → Anna/],
  'administrator.created': [null, { name: 'Ana', email: 'ana@shop.example' }, /Name: Ana added/],
  'environment.changed': [{ name: 'A' }, { name: 'B' }, /Name: A → B/],
  'environment.created': [
    null,
    environment,
    /Production: yes.*Policy: A change asks for nothing\..*Copied from: staging/,
  ],
  'environment.reordered': [{ environments: ['a', 'b'] }, { environments: ['b', 'a'] }, /b, a/],
  'environment.restored': [
    { flags: { k: configured[0] }, segments: {} },
    { flags: { k: configured[1] }, segments: {} },
    /k, when off/,
  ],
  'flag.configured': [...configured, /When off/],
  'flag.copied': [...configured, /When off/],
  'flag.created': [null, flag, /Kind: release added.*Variants: on \(true\)/],
  'flag.deleted': [flag, null, /Type: boolean removed/],
  'flag.updated': [{ tags: [] }, { tags: ['a'] }, /Tags: none → a/],
  'invitation.accepted': [null, { name: 'Ana', administrator: false, memberships }, /As editor/],
  'invitation.created': [null, { administrator: true, memberships: [] }, /As administrator/],
  'invitation.renewed': [null, { administrator: false, memberships }, /As editor/],
  'invitation.revoked': [null, { administrator: false, memberships }, /As editor/],
  'member.added': [null, { role: 'editor', environment: null }, /none → editor/],
  'member.changed': [{ role: 'viewer' }, { role: 'editor' }, /viewer → editor/],
  'member.removed': [{ role: 'viewer', environment: 'qa' }, null, /Role in qa: viewer → none/],
  'project.created': [null, { name: 'Shop', environments: [{ name: 'QA' }] }, /Environments: QA/],
  'project.renamed': [{ name: 'a' }, { name: 'b' }, /a → b/],
  'release.changed': [plan, { ...plan, guards: [] }, /Guards: .* → none/],
  'release.created': [null, { release: '1', ...plan }, /Serves: .*Stages: .*Guards: /],
  'role.created': [null, role, /Allows: .*; kill; hold/],
  'role.deleted': [role, null, /Name: On call removed.*Allows: /],
  'role.updated': [role, { ...role, permissions: ['project.view'] }, /Allows: .*kill.* → see/],
  'sdk-key.created': [null, { kind: 'client', name: 'shop' }, /Kind: client added.*Name: shop/],
  'sdk-key.revoked': [{ kind: 'server', name: 'shop' }, null, /Kind: server removed/],
  'sdk-key.rotated': [{ expiresAt: null }, { expiresAt: '2026-01-02T12:00:00Z' }, /never → .*2026/],
  'segment.configured': [
    members,
    { ...members, includedCount: 1, added: { included: ['ana'] } },
    /ana added/,
  ],
  'segment.created': [null, segment, /Name: Staff added.*Tags: people/],
  'segment.deleted': [segment, null, /Name: Staff removed/],
  'segment.updated': [{ name: 'a' }, { name: 'b' }, /a → b/],
  'session.ended': [{ sessions: 2 }, null, /Sessions: 2/],
  'session.started': [null, { through: 'password' }, /By password/],
  'sso.changed': [null, sso, /Issuer: https:\/\/okta.*Domains: shop\.example.*Roles: editor/],
  'sso.removed': [sso, null, /Issuer: https:\/\/okta.* removed/],
  'template.deleted': [template, null, /^Stages: .* removed/],
  'template.saved': [null, template, /^Stages: .* added/],
  'token.created': [
    null,
    { kind: 'service', name: 'ci', expiresAt: null, memberships },
    /Kind: service.*Roles: editor in shop.*Ends: never/,
  ],
  'token.revoked': [{ kind: 'service', name: 'ci' }, null, /Kind: service removed.*Name: ci/],
  'webhook.created': [null, webhook, /Sends to: https:\/\/hooks\.example.*Format: slack/],
  'webhook.deleted': [webhook, null, /Sends to: .* removed/],
}

/** What needs no line, and why. */
const SAYS_ENOUGH: Readonly<Record<string, string>> = {
  'account.administrator-made': 'the sentence says what, and to whom',
  'account.administrator-unmade': 'the sentence says what, and to whom',
  'account.disabled': 'the account is there as it was',
  'account.enabled': 'the account is there as it was',
  'account.password-changed': 'nobody reads passwords',
  'account.password-link-made': 'the link is a secret',
  'account.password-reset': 'nobody reads passwords',
  'account.recovery-codes-replaced': 'nobody reads codes',
  'account.second-factor-added': 'there is one kind',
  'account.second-factor-removed': 'there is one kind',
  'account.second-factor-reset': 'there is one kind',
  'flag.archived': 'it is in the archive with all that it was',
  'flag.killed': 'it is off; nothing else of it changed',
  'flag.reshuffled': 'the salt says nothing to anybody',
  'flag.unarchived': 'it is as it was before it was archived',
  'flag.unlocked': 'the sentence says it',
  'release.aborted': 'how a release went is on its page',
  'release.advanced': 'how a release went is on its page',
  'release.completed': 'how a release went is on its page',
  'release.counted-on': 'how a release went is on its page',
  'release.held': 'how a release went is on its page',
  'release.hold-over': 'how a release went is on its page',
  'release.paused': 'how a release went is on its page',
  'release.resumed': 'how a release went is on its page',
  'release.rolled-back': 'how a release went is on its page',
  'release.started': 'how a release went is on its page',
}

function linesOf(action: string, [before, after]: Sides): string {
  const entry: AuditEntry = {
    id: '1',
    at: '2026-01-01T00:00:00.000Z',
    actor: { type: 'user', id: 'u', name: 'Ana' },
    via: 'ui',
    action,
    environment: null,
    target: { type: 'thing', key: 'k' },
    before,
    after,
    comment: null,
    revision: null,
  }
  return entryDifferences(entry).map(differenceWords).join(' ')
}

it('has something to tell of every action that the server writes down, or a reason not to', () => {
  expect(RECORDED.length).toBeGreaterThan(60)
  const known = [...Object.keys(TELLS), ...Object.keys(SAYS_ENOUGH)]
  expect(RECORDED.toSorted()).toEqual(known.toSorted())
})

it.each(Object.entries(TELLS))(
  'tells of %s as what, or to what',
  (action, [before, after, line]) => {
    expect(linesOf(action, [before, after])).toMatch(line)
  },
)
