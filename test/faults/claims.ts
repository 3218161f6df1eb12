import { setTimeout as delay } from 'node:timers/promises'
import { createAdminApi } from '../support/admin-api.ts'
import { type ClientReport, steadyNow } from './watched-client.ts'

/** A server said of an SDK that it had applied a revision. */
export interface Claim {
  readonly instance: string
  readonly revision: number
  /** When the first answer that said so had arrived. */
  readonly heardMs: number
}

export interface ClaimWatch {
  /** Ends it; answers with everything that was claimed. */
  stop(): Promise<readonly Claim[]>
}

interface Connections {
  readonly connections: readonly { readonly instance: string; readonly revision: number | null }[]
}

const LOOK_MS = 200
/** Clocks of processes are read one after the other. */
const CLOCKS_DIFFER_MS = 50

/** Asks the servers in turn, all the time, who has which revision. */
export function watchClaims(
  environmentPath: string,
  adminToken: string,
  urlOf: (replica: number) => string | undefined,
): ClaimWatch {
  const claims = new Map<string, Claim>()
  const stopped = new AbortController()

  async function look(url: string): Promise<void> {
    const path = `${environmentPath}/connections?limit=1000`
    const { status, body } = await createAdminApi(url, adminToken).request<Connections>('GET', path)
    if (status !== 200) return
    const heardMs = steadyNow()
    for (const { instance, revision } of body.connections) {
      if (revision === null) continue
      const name = `${instance} ${revision}`
      if (!claims.has(name)) claims.set(name, { instance, revision, heardMs })
    }
  }

  const looking = (async () => {
    for (let n = 0; !stopped.signal.aborted; n += 1) {
      const url = urlOf(n % 2)
      // Servers are killed and stopped meanwhile: who does not answer claims nothing.
      if (url) await look(url).catch(() => undefined)
      await delay(LOOK_MS)
    }
  })()

  return {
    async stop() {
      stopped.abort()
      await looking
      return [...claims.values()]
    },
  }
}

/** Claims that were not true when they were made: G7 says that they are. */
export function falseClaims(
  claims: readonly Claim[],
  reports: readonly Pick<ClientReport, 'name' | 'history'>[],
): string[] {
  const histories = new Map(reports.map(({ name, history }) => [name, history]))
  return claims.flatMap(({ instance, revision, heardMs }) => {
    const history = histories.get(instance)
    // A page's instance is its own secret.
    if (!history) return []
    const applied = history.filter((held) => held.revision === revision)
    if (applied.some(({ sinceMs }) => sinceMs <= heardMs + CLOCKS_DIFFER_MS)) return []
    const when = applied[0] ? `${Math.round(applied[0].sinceMs - heardMs)} ms later` : 'never'
    return [`a server said that ${instance} has applied ${revision}, which it did ${when}`]
  })
}
