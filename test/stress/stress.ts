import type { Answer } from '../support/admin-api.ts'
import { seededRandom } from '../support/seeded-random.ts'
import type { TestServer } from '../support/test-server.ts'
import { type Headers, makeActors } from './actors.ts'
import { FLAG_ACTS } from './acts/flag-acts.ts'
import { KEY_ACTS } from './acts/key-acts.ts'
import { PEOPLE_ACTS } from './acts/people-acts.ts'
import { PROJECT_ACTS } from './acts/project-acts.ts'
import { RELEASE_ACTS } from './acts/release-acts.ts'
import { REQUEST_ACTS } from './acts/request-acts.ts'
import type { Act, Acts, Turn } from './turn.ts'

export const ACTS: Acts = {
  ...FLAG_ACTS,
  ...PROJECT_ACTS,
  ...RELEASE_ACTS,
  ...REQUEST_ACTS,
  ...PEOPLE_ACTS,
  ...KEY_ACTS,
}

export interface Report {
  /** How often each act was answered how. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Answers that are never right: in words. */
  readonly wrong: readonly string[]
}

/**
 * Many do many things at once, each in an order that follows from the seed, at all replicas. In which
 * order they meet does not: a seed that found something finds it again more often than not.
 */
export async function stress(
  servers: readonly [TestServer, ...TestServer[]],
  { seed, forMs }: { readonly seed: number; readonly forMs: number },
): Promise<Report> {
  const [first] = servers
  const actors = await makeActors(first)
  const { key: sdkKey } = await first.admin.createSdkKey('server')
  const until = performance.now() + forMs
  const answers: Record<string, Record<string, number>> = {}
  const wrong: string[] = []

  async function work(actor: Headers, number: number): Promise<void> {
    const random = seededRandom(seed * 1_000 + number)
    const drawn = draw(ACTS)
    while (performance.now() < until) {
      const [name, act] = drawn(random())
      const answer = await act(turnOf(name, actor, random))
      const outcome = answer?.status ?? 'nothing to do'
      answers[name] ??= {}
      answers[name][outcome] = (answers[name][outcome] ?? 0) + 1
    }
  }

  function turnOf(name: string, actor: Headers, random: () => number): Turn {
    const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T
    const send = async <T>(headers: Headers, method: string, path: string, body?: object) => {
      const answer = await request<T>(pick(servers).url + path, { headers, method, body })
      if (answer.status >= 500) {
        const asked = `${method} ${path} ${JSON.stringify(body)}`
        wrong.push(`${name}: ${asked} answered ${answer.status} ${JSON.stringify(answer.body)}`)
      }
      return answer
    }
    const call: Turn['call'] = (method, path, body) => send(actor, method, `/api/v1${path}`, body)
    return {
      random,
      pick,
      oneIn: (times) => random() * times < 1,
      call,
      report: (batch) =>
        send({ authorization: `Bearer ${sdkKey}` }, 'POST', '/sdk/v1/events', batch),
      async oneOf(path, read) {
        const { status, body } = await call<never>('GET', path)
        return status === 200 ? pick(read(body)) : undefined
      },
    }
  }

  await Promise.all(actors.map(work))
  return { answers, wrong }
}

/** Answers the act at a share of all weights. */
function draw(acts: Acts): (share: number) => readonly [name: string, act: Act] {
  const all = Object.entries(acts).flatMap(([name, [weight, act]]) =>
    Array.from({ length: weight }, () => [name, act] as const),
  )
  return (share) => {
    const drawn = all[Math.floor(share * all.length)]
    if (!drawn) throw new Error('there is nothing to do')
    return drawn
  }
}

async function request<T>(
  url: string,
  { headers, method, body }: { headers: Headers; method: string; body: object | undefined },
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : null }
}
