import type { IdentityProvider } from '../support/identity-provider.ts'
import { type Actors, PERSON } from './actors.ts'
import type { FuzzRequest } from './fuzz-request.ts'
import { passThroughAccounts } from './groundwork-accounts.ts'
import { takeWhatPasses } from './groundwork-passing.ts'
import type { ApiDocument, Operation } from './operations.ts'
import type { Outcome } from './round.ts'

export interface GroundworkPorts {
  readonly api: ApiDocument
  readonly ask: (operation: Operation, request: FuzzRequest) => Promise<Outcome>
  readonly actors: Actors
  readonly setupUrl: string | null
  readonly provider: Pick<IdentityProvider, 'issuer' | 'clientId' | 'clientSecret'>
}

/** A request that is right, by hand. */
export type Right = Partial<Pick<FuzzRequest, 'actor' | 'path' | 'query' | 'body'>>

/** Asks for an operation by its name, and answers what it answered; throws unless that is a success. */
export type Step = <T = unknown>(name: string, request?: Right) => Promise<T>

const ON = { on: true }

/** A change makes a request stale, which is brought up to date; the change is undone. */
async function moveOn(step: Step, production: Right['path'] & object): Promise<void> {
  const flag = { ...production, flag: 'five' }
  const patch = { fallthrough: { variant: 'off' } }
  const change = 'PATCH /projects/{project}/environments/{environment}/flags/{flag}'
  await step(change, { path: flag, body: patch })
  const request = { project: 'default', number: 1 }
  await step('POST /projects/{project}/change-requests/{number}/update', { path: request })
  const { entries } = await step<{ entries: { id: number; action: string }[] }>(
    'GET /projects/{project}/audit',
    { path: { project: 'default' } },
  )
  const configured = entries.find(({ action }) => action === 'flag.configured')
  const entry = { project: 'default', entry: configured?.id }
  await step('GET /projects/{project}/audit/{entry}/revert', { path: entry })
  await step('POST /projects/{project}/audit/{entry}/revert', { path: entry })
}

/**
 * What all else is done with: the first administrator, an SDK key, flags, segments. And what cannot be
 * guessed at, because one answer has the word that the next request needs.
 */
export async function layGroundwork(ports: GroundworkPorts): Promise<Outcome[]> {
  const { api, ask, actors, setupUrl } = ports
  const outcomes: Outcome[] = []

  const step: Step = async <T>(name: string, request: Right = {}): Promise<T> => {
    const [method = '', path = ''] = name.split(' ')
    const operation = api.operations.find((one) => one.name === `${method} /api/v1${path}`)
    if (!operation) throw new Error(`there is no operation "${name}"`)
    const right = {
      actor: 'token',
      path: {},
      query: {},
      headers: {},
      body: undefined,
      ...request,
    } as const
    const outcome = await ask(operation, { ...right, wrong: { in: 'nothing' } })
    outcomes.push(outcome)
    const { status, text } = outcome.answer
    if (status >= 400 && !text.includes('second_factor_required')) {
      throw new Error(`${name}: ${status} ${text}`)
    }
    return text === '' ? (null as T) : JSON.parse(text)
  }

  const project = { project: 'default' }
  const production = { ...project, environment: 'production' }
  const token = new URL(setupUrl ?? '').hash.replace('#token=', '')
  await step('POST /setup', { actor: 'nothing', body: { token, ...PERSON } })
  await actors.signIn()
  const { key } = await step<{ key: string }>(
    'POST /projects/{project}/environments/{environment}/sdk-keys',
    { path: production, body: { kind: 'server', name: 'fuzz' } },
  )
  actors.useSdkKey(key)
  for (const flag of ['one', 'two', 'three', 'four', 'five']) {
    const body = { key: flag, type: 'boolean' }
    await step('POST /projects/{project}/flags', { path: project, body })
  }
  const body = { key: 'staff', name: 'Staff' }
  await step('POST /projects/{project}/segments', { path: project, body })
  for (let n = 0; n < 10; n += 1) {
    const operation = { type: 'configure-flag', environment: 'production', flag: 'five', patch: ON }
    const body = { operation, comment: `request ${n}` }
    await step('POST /projects/{project}/change-requests', { path: project, body })
  }
  await moveOn(step, production)
  await passThroughAccounts(step, ports)
  await takeWhatPasses(step)
  return outcomes
}
