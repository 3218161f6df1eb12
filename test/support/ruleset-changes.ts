import type { AuditList } from '@bunting/flag-server/audit/audit-schemas.ts'
import type { Operation } from '@bunting/flag-server/change-requests/operation-schemas.ts'
import type { ReleaseDetail } from '@bunting/flag-server/releases/release-schemas.ts'
import type { Call } from './call-as.ts'

/** Whether a policy lets a change through: without more, or with the word of a second person. */
export type Verdict = 'free' | 'gated'

interface Direct {
  readonly method: string
  readonly path: string
  readonly body?: object
}

/** One way to change what production serves. */
export interface RulesetChange {
  readonly name: string
  /** Modules, below the server's `src`, that hand the change to the one door there is. */
  readonly through: readonly string[]
  /** Where every change is approved, and where only what raises exposure is. */
  readonly verdicts: { readonly all: Verdict; readonly exposure: Verdict }
  /** Where people have to say why: whether this asks for it. */
  readonly asksForComment: boolean
  /** Makes what it takes, while nothing is asked for; answers what to call, and as a change request. */
  readonly prepare: (
    call: Call,
    key: string,
  ) => Promise<{ readonly direct: Direct; readonly operation?: Operation }>
}

export const PROJECT = '/projects/default'
export const PRODUCTION = `${PROJECT}/environments/production`
export const STAGING = `${PROJECT}/environments/staging`

const environment = 'production'
const flagPath = (key: string, place = PRODUCTION) => `${place}/flags/${key}`
const HALF = {
  rollout: {
    shares: [
      { variant: 'on', share: 50_000 },
      { variant: 'off', share: 50_000 },
    ],
  },
}
/** Bakes for an hour: no release moves by itself while somebody looks at what a change did. */
const stage = (share: number) => ({ share, bakeMs: 3_600_000 })
const RELEASE = {
  strategy: 'custom' as const,
  stages: [stage(0), stage(50_000), stage(100_000)],
  guards: [],
}

async function done<T>(answer: Promise<{ status: number; body: T }>): Promise<T> {
  const { status, body } = await answer
  if (status < 300) return body
  throw new Error(`${status} ${JSON.stringify(body)}`)
}

const makeFlag = (call: Call, key: string, more: object = {}) =>
  done(call('POST', `${PROJECT}/flags`, { key, type: 'boolean', ...more }))
const configure = (call: Call, key: string, patch: object, place = PRODUCTION) =>
  done(call<{ revision: number }>('PATCH', flagPath(key, place), patch))
const makeRelease = (call: Call, key: string, start: boolean) =>
  done(call<ReleaseDetail>('POST', `${flagPath(key)}/releases`, { ...RELEASE, start }))
const command = (call: Call, id: string, verb: string) =>
  done(call('POST', `${PRODUCTION}/releases/${id}/${verb}`, {}))
const lastEntry = async (call: Call, query: string) => {
  const { entries } = await done(call<AuditList>('GET', `${PROJECT}/audit?${query}&limit=1`))
  return Number(entries[0]?.id)
}

const GATED = { all: 'gated', exposure: 'gated' } as const
const LOWERS = { all: 'gated', exposure: 'free' } as const
const FREE = { all: 'free', exposure: 'free' } as const

const toFlag = (key: string, method: string, path: string, body: object = {}): Direct => ({
  method,
  path: `${flagPath(key)}${path}`,
  body,
})
const toRelease = (id: string, verb: string): Direct => ({
  method: 'POST',
  path: `${PRODUCTION}/releases/${id}/${verb}`,
  body: {},
})

/** Every way there is. `policies.test.ts` fails on a module that hands over a change and is not here. */
export const RULESET_CHANGES: readonly RulesetChange[] = [
  {
    name: 'making a flag',
    through: ['flags/create-flag.ts'],
    verdicts: FREE,
    asksForComment: false,
    prepare: async (_, key) => ({
      direct: { method: 'POST', path: `${PROJECT}/flags`, body: { key, type: 'boolean' } },
    }),
  },
  {
    name: 'switching on',
    through: ['flags/configure-flag.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      const patch = { on: true }
      return {
        direct: toFlag(flag, 'PATCH', '', patch),
        operation: { type: 'configure-flag', environment, flag, patch },
      }
    },
  },
  {
    name: 'switching off',
    through: ['flags/configure-flag.ts'],
    verdicts: LOWERS,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      await configure(call, flag, { on: true })
      const patch = { on: false }
      return {
        direct: toFlag(flag, 'PATCH', '', patch),
        operation: { type: 'configure-flag', environment, flag, patch },
      }
    },
  },
  {
    name: 'killing',
    through: ['flags/kill-flag.ts'],
    verdicts: FREE,
    asksForComment: false,
    async prepare(call, key) {
      await makeFlag(call, key)
      await configure(call, key, { on: true })
      return { direct: toFlag(key, 'POST', '/kill') }
    },
  },
  {
    name: 'reshuffling',
    through: ['flags/reshuffle-flag.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      await configure(call, flag, { on: true, fallthrough: HALF })
      return {
        direct: toFlag(flag, 'POST', '/reshuffle'),
        operation: { type: 'reshuffle-flag', environment, flag },
      }
    },
  },
  {
    name: 'another value for a variant that is served',
    through: ['flags/update-flag.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag, { type: 'number', variants: { none: 0, some: 1 } })
      await configure(call, flag, { on: true, fallthrough: { variant: 'some' } })
      const patch = { variants: { none: 0, some: 2 } }
      return {
        direct: { method: 'PATCH', path: `${PROJECT}/flags/${flag}`, body: patch },
        operation: { type: 'update-flag', flag, patch },
      }
    },
  },
  {
    name: 'another name',
    through: ['flags/update-flag.ts'],
    verdicts: FREE,
    asksForComment: false,
    async prepare(call, key) {
      await makeFlag(call, key)
      return {
        direct: { method: 'PATCH', path: `${PROJECT}/flags/${key}`, body: { name: 'Another' } },
      }
    },
  },
  {
    name: 'archiving',
    through: ['flags/archive-flag.ts'],
    verdicts: LOWERS,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      await configure(call, flag, { on: true })
      return {
        direct: { method: 'POST', path: `${PROJECT}/flags/${flag}/archive`, body: {} },
        operation: { type: 'archive-flag', flag },
      }
    },
  },
  {
    name: 'taking out of the archive as it was',
    through: ['flags/restore-flag.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      await configure(call, flag, { on: true })
      await done(call('POST', `${PROJECT}/flags/${flag}/archive`, {}))
      return {
        direct: {
          method: 'POST',
          path: `${PROJECT}/flags/${flag}/restore`,
          body: { asItWas: true },
        },
        operation: { type: 'unarchive-flag', flag, asItWas: true },
      }
    },
  },
  {
    name: 'making a segment',
    through: ['segments/create-segment.ts'],
    verdicts: FREE,
    asksForComment: false,
    prepare: async (_, key) => ({
      direct: { method: 'POST', path: `${PROJECT}/segments`, body: { key } },
    }),
  },
  {
    name: 'more members of a segment',
    through: ['segments/configure-segment.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, key) {
      await done(call('POST', `${PROJECT}/segments`, { key }))
      await makeFlag(call, key)
      const conditions = [{ attribute: 'targetingKey', operator: 'inSegment', values: [key] }]
      await configure(call, key, {
        on: true,
        rules: [{ conditions, serve: { variant: 'on' } }],
        fallthrough: { variant: 'off' },
      })
      const patch = { included: ['ada'] }
      return {
        direct: { method: 'PATCH', path: `${PRODUCTION}/segments/${key}`, body: patch },
        operation: { type: 'configure-segment', environment, segment: key, patch },
      }
    },
  },
  {
    name: 'restoring a segment',
    through: ['history/restore-one.ts', 'history/apply-plan.ts'],
    verdicts: LOWERS,
    asksForComment: true,
    async prepare(call, key) {
      await done(call('POST', `${PROJECT}/segments`, { key }))
      const path = `${PRODUCTION}/segments/${key}`
      const { revision } = await done(
        call<{ revision: number }>('PATCH', path, { included: ['ada'] }),
      )
      await done(call('PATCH', path, { included: [] }))
      return {
        direct: { method: 'POST', path: `${path}/restore`, body: { revision } },
        operation: { type: 'restore-segment', environment, segment: key, revision },
      }
    },
  },
  {
    name: 'deleting a segment',
    through: ['segments/delete-segment.ts'],
    verdicts: FREE,
    asksForComment: false,
    async prepare(call, key) {
      await done(call('POST', `${PROJECT}/segments`, { key }))
      return { direct: { method: 'DELETE', path: `${PROJECT}/segments/${key}` } }
    },
  },
  {
    name: 'restoring a flag to a moment when it was on',
    through: ['history/restore-one.ts', 'history/apply-plan.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      const { revision } = await configure(call, flag, { on: true })
      await configure(call, flag, { on: false })
      return {
        direct: toFlag(flag, 'POST', '/restore', { revision }),
        operation: { type: 'restore-flag', environment, flag, revision },
      }
    },
  },
  {
    name: 'restoring a whole environment',
    through: ['history/restore-environment.ts', 'history/apply-plan.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      const { revision } = await configure(call, flag, { on: true })
      await configure(call, flag, { on: false })
      return {
        direct: { method: 'POST', path: `${PRODUCTION}/restore`, body: { revision } },
        operation: { type: 'restore-environment', environment, revision },
      }
    },
  },
  {
    name: 'undoing that it was switched off',
    through: ['history/revert-revision.ts', 'history/apply-plan.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      await configure(call, flag, { on: true })
      await configure(call, flag, { on: false })
      const entry = await lastEntry(call, `flag=${flag}&environment=production`)
      return {
        direct: { method: 'POST', path: `${PROJECT}/audit/${entry}/revert`, body: {} },
        operation: { type: 'revert', entry },
      }
    },
  },
  {
    name: 'undoing another value',
    through: ['history/revert-details.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag, { type: 'number', variants: { none: 0, some: 1 } })
      await configure(call, flag, { on: true, fallthrough: { variant: 'some' } })
      const variants = { none: 0, some: 2 }
      await done(call('PATCH', `${PROJECT}/flags/${flag}`, { variants }))
      const entry = await lastEntry(call, `flag=${flag}&action=flag.updated`)
      return {
        direct: { method: 'POST', path: `${PROJECT}/audit/${entry}/revert`, body: {} },
        operation: { type: 'revert', entry },
      }
    },
  },
  {
    name: 'copying from an environment where it is on',
    through: ['history/copy-flag.ts', 'history/apply-plan.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      await configure(call, flag, { on: true }, STAGING)
      return {
        direct: toFlag(flag, 'POST', '/copy', { from: 'staging' }),
        operation: { type: 'copy-flag', environment, flag, from: 'staging' },
      }
    },
  },
  {
    name: 'planning a release and starting it, at 0 %',
    through: ['releases/create-release.ts', 'releases/start-held.ts', 'releases/move-release.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      return {
        direct: toFlag(flag, 'POST', '/releases', { ...RELEASE, start: true }),
        operation: { type: 'create-release', environment, flag, plan: RELEASE },
      }
    },
  },
  {
    name: 'planning a release',
    through: ['releases/create-release.ts'],
    verdicts: FREE,
    asksForComment: false,
    async prepare(call, key) {
      await makeFlag(call, key)
      return { direct: toFlag(key, 'POST', '/releases', RELEASE) }
    },
  },
  {
    name: 'starting a release',
    through: ['releases/command-release.ts', 'releases/move-release.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      const { id } = await makeRelease(call, flag, false)
      return {
        direct: toRelease(id, 'start'),
        operation: { type: 'start-release', environment, release: id },
      }
    },
  },
  {
    name: 'advancing a release',
    through: ['releases/command-release.ts', 'releases/move-release.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      const plan = { ...RELEASE, stages: [stage(0), stage(1_000)] }
      const { id } = await done(
        call<ReleaseDetail>('POST', `${flagPath(flag)}/releases`, { ...plan, start: true }),
      )
      return {
        direct: toRelease(id, 'advance'),
        operation: { type: 'advance-release', environment, release: id },
      }
    },
  },
  {
    name: 'changing a release that runs',
    through: ['releases/change-release.ts'],
    verdicts: GATED,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      const stages = [stage(1_000), stage(2_000)]
      const { id } = await done(
        call<ReleaseDetail>('POST', `${flagPath(flag)}/releases`, {
          ...RELEASE,
          stages,
          start: true,
        }),
      )
      const patch = { stages: [stage(1_000), stage(100_000)] }
      return {
        direct: { method: 'PATCH', path: `${PRODUCTION}/releases/${id}`, body: patch },
        operation: { type: 'change-release', environment, release: id, patch },
      }
    },
  },
  ...(['pause', 'rollback', 'abort'] as const).map(
    (verb): RulesetChange => ({
      name: `telling a release to ${verb}`,
      through: ['releases/command-release.ts', 'releases/move-release.ts'],
      verdicts: FREE,
      asksForComment: false,
      async prepare(call, key) {
        await makeFlag(call, key)
        const { id } = await makeRelease(call, key, true)
        return { direct: toRelease(id, verb) }
      },
    }),
  ),
  {
    name: 'going on with a release that was paused',
    through: ['releases/command-release.ts', 'releases/move-release.ts'],
    verdicts: FREE,
    asksForComment: false,
    async prepare(call, key) {
      await makeFlag(call, key)
      const { id } = await makeRelease(call, key, true)
      await command(call, id, 'pause')
      return { direct: toRelease(id, 'resume') }
    },
  },
  {
    name: 'unlocking what a release rolled back',
    through: ['releases/unlock-flag.ts'],
    verdicts: LOWERS,
    asksForComment: true,
    async prepare(call, flag) {
      await makeFlag(call, flag)
      const { id } = await makeRelease(call, flag, true)
      await command(call, id, 'rollback')
      return {
        direct: toFlag(flag, 'POST', '/unlock'),
        operation: { type: 'unlock-flag', environment, flag },
      }
    },
  },
]

/** What is no person's doing: the runner goes on with what was allowed, and a new environment asks for nothing. */
export const NOBODYS_CHANGES: readonly string[] = [
  'releases/follow-decision.ts',
  'environments/create-environment.ts',
]
