import type { Environment } from './environment.ts'
import type { ClientReport } from './watched-client.ts'
import type { World } from './world.ts'

/** All clients of a schedule, whatever they run in. */
export interface Clients {
  readonly count: number
  report(): Promise<ClientReport[]>
  close(): Promise<ClientReport[]>
}

const CLIENTS = 50
const PAGES = 4
/** So many Node SDKs have a client key, as a page has. */
const WITH_CLIENT_KEY = 6

export async function openClients(
  world: World,
  { keys }: Environment,
  hasPages: boolean,
): Promise<Clients> {
  const { url } = world.balancer
  const pages = hasPages ? await world.pages() : undefined
  const inNode = CLIENTS - (pages ? PAGES : 0)
  await world.clients.open(
    Array.from({ length: inNode }, (_, n) => {
      const audience = n < WITH_CLIENT_KEY ? 'client' : 'server'
      return { name: `node-${n}`, audience, url, key: keys[audience], cacheDir: world.cacheDir }
    }),
  )
  await pages?.open(
    Array.from({ length: PAGES }, (_, n) => ({ name: `page-${n}`, url, key: keys.client })),
  )
  const both = async (ask: 'report' | 'close') =>
    (await Promise.all([world.clients[ask](), pages?.[ask]() ?? []])).flat()
  return { count: CLIENTS, report: () => both('report'), close: () => both('close') }
}
