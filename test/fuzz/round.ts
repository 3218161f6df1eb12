import { randomBytes } from 'node:crypto'
import { startServer } from '@bunting/flag-server'
import type { Arbitrary } from 'fast-check'
import { startIdentityProvider } from '../support/identity-provider.ts'
import { openMailbox } from '../support/mailbox.ts'
import { copyDatabase } from '../support/test-database.ts'
import { createActors, insidersOf } from './actors.ts'
import { type FuzzRequest, requestsTo, toWire } from './fuzz-request.ts'
import { layGroundwork } from './groundwork.ts'
import { HINTS } from './hints.ts'
import { createJudge, type Judge } from './judge.ts'
import { createKnown } from './known.ts'
import { type ApiDocument, type Operation, readOperations } from './operations.ts'
import { createSender, type WireAnswer, type WireRequest } from './send.ts'
import { watchWrites } from './writes.ts'

export interface Outcome {
  readonly operation: Operation
  readonly wire: WireRequest
  readonly answer: WireAnswer
  readonly complaint: string | undefined
}

/** The document, and what its schemas were compiled to: that takes a while. */
export interface Judging {
  readonly api: ApiDocument
  readonly judge: Judge
}

async function readJudging(url: string): Promise<Judging> {
  const api = await readOperations(url)
  return { api, judge: createJudge(api) }
}

/** A server of its own on a database of its own, and all that is known of it. */
export interface Round {
  readonly url: string
  readonly operations: readonly Operation[]
  /** For the next round: the document is the same. */
  readonly judging: Judging
  /** What was asked to begin with, by hand and in order. */
  readonly groundwork: readonly Outcome[]
  requestsTo(operation: Operation): Arbitrary<FuzzRequest>
  ask(operation: Operation, request: FuzzRequest): Promise<Outcome>
  end(): Promise<void>
}

export async function startRound(templateUrl: string, judging?: Judging): Promise<Round> {
  const database = await copyDatabase(templateUrl)
  const adminToken = randomBytes(24).toString('hex')
  const metricsToken = randomBytes(24).toString('hex')
  const mailbox = await openMailbox()
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    databaseUrl: database.url,
    dataDir: '.bunting',
    version: 'fuzz',
    adminToken,
    metricsToken,
    publicUrl: undefined,
    prometheusUrl: undefined,
    mail: { smtpUrl: mailbox.url, from: 'fuzz@fuzz.example' },
    trustProxy: false,
    // Nobody is refused for haste here: that is another test's.
    rateLimits: { signIn: 0, api: 0, sdk: 0 },
    logLevel: 'error',
  })
  const { api, judge } = judging ?? (await readJudging(server.url))
  const sender = createSender(server.url)
  const known = createKnown()
  const writes = await watchWrites(database.url)
  const arbitraries = new Map<string, Arbitrary<FuzzRequest>>()
  const words = { components: api.components, known, hints: HINTS }
  const actors = createActors({ url: server.url, adminToken, metricsToken, send: sender.send })

  async function ask(operation: Operation, request: FuzzRequest): Promise<Outcome> {
    const bare = toWire(operation, request)
    const wire = { ...bare, headers: { ...bare.headers, ...actors.headersOf(request.actor) } }
    const answer = await sender.send(wire)
    const isJson = String(answer.headers['content-type']).startsWith('application/json')
    if (answer.status < 300 && isJson && answer.text.startsWith('{')) {
      known.learn(operation, JSON.parse(answer.text))
    }
    known.add('etag', answer.headers.etag)
    const complaint = judge({
      operation,
      answer,
      writes: await writes.since(),
      isInsider: insidersOf(operation).includes(request.actor),
      secrets: actors.secrets,
      isAddressed: request.wrong.in !== 'raw path' && request.wrong.in !== 'path',
    })
    // Also of the first of two steps to sign in, which is taken by nobody yet.
    if (request.actor === 'session' || isHalfIn(answer)) actors.keepCookies(answer)
    // Signed out, or locked out: whoever comes next is signed in again.
    if (request.actor === 'session' && isKeptOut(answer)) {
      await actors.signIn(answer)
      await writes.since()
    }
    if (request.actor === 'SDK key' && answer.text.includes('"sdk_key_revoked"')) {
      await actors.renewSdkKey()
      await writes.since()
    }
    return { operation, wire, answer, complaint }
  }

  const provider = await startIdentityProvider(`${server.url}/api/v1/sso/callback`)
  const { setupUrl } = server
  const groundwork = await layGroundwork({ api, ask, actors, setupUrl, provider })
  return {
    url: server.url,
    operations: api.operations,
    judging: { api, judge },
    groundwork,
    ask,
    requestsTo(operation) {
      const made = arbitraries.get(operation.name) ?? requestsTo(operation, words)
      arbitraries.set(operation.name, made)
      return made
    },
    async end() {
      sender.close()
      await writes.stop()
      await server.stop()
      await provider.close()
      await mailbox.close()
      await database.drop()
    },
  }
}

/** An administrator sees the project that is always there, and lacks no permission. */
const KEPT_OUT =
  /"(second_factor_missing|account_disabled)"|no project \\"default\\"|only administrators of the installation|that takes the permission/

function isKeptOut({ status, text }: WireAnswer): boolean {
  return status === 401 || KEPT_OUT.test(text)
}

function isHalfIn({ text }: WireAnswer): boolean {
  return text.includes('"second_factor_required"')
}
