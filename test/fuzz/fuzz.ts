import { curl } from './curl.ts'
import type { Operation } from './operations.ts'
import { type Outcome, type Round, startRound } from './round.ts'
import type { WireRequest } from './send.ts'
import { tryOne } from './try-one.ts'

export interface FuzzOptions {
  readonly requests: number
  readonly seed: number
  /** Part of the names of the operations that are asked; all unless told. */
  readonly only?: string
  /** A migrated, empty database to copy. */
  readonly templateUrl: string
  readonly say: (line: string) => void
  /** Told after each round how many requests were answered. */
  readonly onRound?: (requests: number) => void
}

export interface FuzzReport {
  readonly requests: number
  readonly operations: number
  /** By status: how many answers. */
  readonly statuses: Readonly<Record<string, number>>
  /** Operations that no request got a 2xx of. */
  readonly neverDone: readonly { readonly name: string; readonly because: readonly string[] }[]
  readonly failures: readonly Failure[]
}

export interface Failure {
  readonly operation: string
  readonly complaint: string
  readonly curl: string
  readonly answer: string
}

/** Beyond this many things in a database, asking for them takes longer than it tells. */
const REQUESTS_A_ROUND = 2_500

/** The same seed asks the same; the ids it meets are of the server's making. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { requests, only = '', say } = options
  const statuses: Record<string, number> = {}
  const done = new Set<string>()
  const refusals = new Map<string, Map<string, number>>()
  const failures = new Map<string, Failure>()
  let round: Round | undefined
  let names: string[] = []

  for (let at = 0; at < requests; at += 1) {
    if (at % REQUESTS_A_ROUND === 0) {
      await round?.end()
      if (at > 0) options.onRound?.(at)
      round = await startRound(options.templateUrl, round?.judging)
      for (const outcome of round.groundwork) note(round, outcome, outcome)
      names = round.operations.map(({ name }) => name).filter((name) => name.includes(only))
    }
    if (!round) break
    const operation = next(round, names, at % REQUESTS_A_ROUND, done)
    const { first, failure } = await tryOne(round, operation, options.seed + at)
    note(round, first, failure)
  }
  await round?.end()
  return {
    requests,
    operations: names.length,
    statuses,
    neverDone: names
      .filter((name) => !done.has(name))
      .map((name) => ({ name, because: commonest(refusals.get(name)) })),
    failures: [...failures.values()],
  }

  function note({ url }: Round, { operation, answer }: Outcome, failure?: Outcome): void {
    const { status } = answer
    statuses[status] = (statuses[status] ?? 0) + 1
    if (status < 400) done.add(operation.name)
    else count(refusals, operation.name, answer.text)
    if (!failure?.complaint) return
    const { complaint, wire } = failure
    const kind = `${operation.name}: ${complaint}`
    if (failures.has(kind)) return
    const line = curl(url, withoutSecret(wire))
    const text = failure.answer.text.slice(0, 500)
    failures.set(kind, { operation: operation.name, complaint, curl: line, answer: text })
    say(`BROKEN  ${kind}\n  ${line.slice(0, 2_000)}\n  ${text}`)
  }
}

/** What is taken away all the time has to be made as often. */
const MAKES = /^POST .*\/(flags|segments|change-requests|releases|members|archive)$/

/** All in turn; those that never succeeded come twice as often. */
function next(
  round: Round,
  names: readonly string[],
  at: number,
  done: ReadonlySet<string>,
): Operation {
  const open = names.filter((name) => !done.has(name))
  const makers = names.filter((name) => MAKES.test(name))
  const others = at % 2 === 0 && open.length > 0 ? open : names
  const name =
    at % 18 === 9 && makers.length > 0
      ? // By a count of their own: with the others' some of them would never have their turn.
        makers[Math.floor(at / 18) % makers.length]
      : others[(at >> 1) % others.length]
  const operation = round.operations.find((one) => one.name === name)
  if (!operation) throw new Error(`there is no operation "${name}"`)
  return operation
}

/** To be tried by hand with a token of one's own. */
function withoutSecret(wire: WireRequest): WireRequest {
  const { authorization, cookie, ...headers } = wire.headers
  return {
    ...wire,
    headers: {
      ...headers,
      ...(cookie && { cookie: 'bunting.session_token=$COOKIE' }),
      ...(authorization && { authorization: 'Bearer $BUNTING_ADMIN_TOKEN' }),
    },
  }
}

function count(all: Map<string, Map<string, number>>, name: string, text: string): void {
  const counts = all.get(name) ?? new Map<string, number>()
  const { code = '', detail = text } = text.startsWith('{') ? JSON.parse(text) : {}
  const why = `${code}: ${String(detail).slice(0, 120)}`
  all.set(name, counts.set(why, (counts.get(why) ?? 0) + 1))
}

/** Why an operation was refused most often. */
function commonest(counts: ReadonlyMap<string, number> = new Map()): string[] {
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  return sorted.slice(0, 3).map(([why, times]) => `${times} × ${why}`)
}
