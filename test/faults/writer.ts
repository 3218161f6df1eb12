import { createAdminApi } from '../support/admin-api.ts'
import type { Environment } from './environment.ts'
import { BULK, SEGMENT, TOGGLES } from './flags.ts'
import type { Write } from './make-schedule.ts'

/** Whoever changes flags while all this goes on: an admin, a script. */
export interface Writer {
  /** Tries this server, then the other. Resolves with whether one of them said that it is done. */
  write(write: Write, replica: number): Promise<boolean>
  /** Resolves when nothing is being written, and holds what comes until it is called. */
  pause(): Promise<() => void>
  counts(): WriteCounts
}

export interface WriteCounts {
  readonly done: number
  readonly refused: number
  /** The highest revision that a server said it had made. */
  readonly revision: number
}

export interface WriterOptions {
  readonly environment: Environment
  readonly adminToken: string
  readonly urlOf: (replica: number) => string | undefined
  readonly violated: (what: string) => void
}

/** Two seconds, and room for a machine that has much else to do. */
const REFUSE_WITHIN_MS = 10_000
const DONE = [200, 201]
/** Not done, and said so: Postgres or the server is away, or it was done before without our hearing it. */
const REFUSED = [409, 503]

export function createWriter(options: WriterOptions): Writer {
  const { environment, adminToken, urlOf, violated } = options
  const underWay = new Set<Promise<unknown>>()
  let held: Promise<void> = Promise.resolve()
  let done = 0
  let refused = 0
  let revision = 0

  async function send(write: Write, url: string): Promise<boolean> {
    const { method, path, body } = requestOf(write, environment)
    const began = performance.now()
    const answer = await createAdminApi(url, adminToken)
      .request<{ revision?: number }>(method, path, body)
      // The server was killed, or stopped: nobody knows what became of it.
      .catch(() => undefined)
    const tookMs = Math.round(performance.now() - began)
    if (answer && REFUSED.includes(answer.status) && tookMs > REFUSE_WITHIN_MS) {
      violated(`${method} ${path} was refused after ${tookMs} ms, with ${answer.status}`)
    }
    if (answer && ![...DONE, ...REFUSED].includes(answer.status)) {
      violated(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    }
    revision = Math.max(revision, answer?.body.revision ?? 0)
    return answer !== undefined && DONE.includes(answer.status)
  }

  async function attempt(write: Write, replica: number): Promise<boolean> {
    await held
    for (const which of [replica, 1 - replica]) {
      const url = urlOf(which)
      if (url && (await send(write, url))) {
        done += 1
        return true
      }
    }
    refused += 1
    return false
  }

  return {
    write(write, replica) {
      const writing = attempt(write, replica).finally(() => underWay.delete(writing))
      underWay.add(writing)
      return writing
    },
    async pause() {
      const { promise, resolve } = Promise.withResolvers<void>()
      const before = [...underWay]
      held = promise
      await Promise.allSettled(before)
      return resolve
    },
    counts: () => ({ done, refused, revision }),
  }
}

function requestOf(write: Write, { path, projectPath }: Environment) {
  switch (write.kind) {
    case 'create':
      return {
        method: 'POST',
        path: `${projectPath}/flags`,
        body: { key: write.flag, type: 'boolean' },
      }
    case 'segment':
      return {
        method: 'PATCH',
        path: `${path}/segments/${SEGMENT}`,
        body: { included: write.included },
      }
    case 'configure':
      return { method: 'PATCH', path: `${path}/flags/${write.flag}`, body: write.patch }
  }
}

/** A change of the big flag: its whole line goes to everybody. */
export function bulkWrite(n: number): Write {
  return { kind: 'configure', flag: BULK, patch: { on: n % 2 === 0 } }
}

/** A change of a small one. */
export function toggleWrite(n: number): Write {
  return { kind: 'configure', flag: TOGGLES[0], patch: { on: n % 2 === 0 } }
}
