import { answerRequests } from '../measuring-process.ts'
import { type LightClient, openLightClient } from './light-client.ts'
import type { Census, Order } from './orders.ts'

/** Dialled at once; more would wait in the kernel, and some be dropped there. */
const DIAL_AT_ONCE = 200

let clients: LightClient[] = []
let onChange: (client: LightClient) => void = () => {}

answerRequests<Order, Census>(async (order) => {
  if (order.order === 'connect') return connectAll(order)
  if (order.order === 'close') return closeAll()
  if (order.order === 'await') {
    return census(order.timeoutMs, ({ revision }) => revision >= order.revision)
  }
  return census(order.timeoutMs, ({ confirmed }) => confirmed)
})

async function connectAll({ target, count }: Order & { order: 'connect' }): Promise<Census> {
  while (clients.length < count) {
    const more = Math.min(DIAL_AT_ONCE, count - clients.length)
    for (let index = 0; index < more; index += 1) {
      clients.push(openLightClient(target, clients.length, (client) => onChange(client)))
    }
    await census(30_000, ({ confirmed }) => confirmed)
  }
  return census(30_000, ({ confirmed }) => confirmed)
}

async function closeAll(): Promise<Census> {
  for (const client of clients) client.close()
  clients = []
  return census(0, () => true)
}

/** Waits until all clients are there, or for so long. */
function census(timeoutMs: number, isThere: (client: LightClient) => boolean): Promise<Census> {
  return new Promise((resolve) => {
    const arrivals = new Map<LightClient, number>()
    const look = (client: LightClient) => {
      if (!isThere(client)) arrivals.delete(client)
      else if (!arrivals.has(client)) arrivals.set(client, client.arrivedAt)
      if (arrivals.size === clients.length) finish()
    }
    const timer = setTimeout(finish, timeoutMs)
    function finish(): void {
      clearTimeout(timer)
      onChange = () => {}
      const held: Record<string, number> = {}
      for (const { epoch, revision, checksum } of clients) {
        const name = `${epoch}.${revision}.${checksum}`
        held[name] = (held[name] ?? 0) + 1
      }
      resolve({ clients: clients.length, arrivals: [...arrivals.values()], held })
    }
    onChange = look
    for (const client of clients) look(client)
    if (clients.length === 0) finish()
  })
}
