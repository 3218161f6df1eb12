import { type MeasuringProcess, startMeasuring } from '../measuring-process.ts'
import type { Census, Order, Target } from './orders.ts'

/** Clients in processes of their own, asked as one. */
export interface ClientCrowd extends AsyncDisposable {
  connect(target: Target, count: number): Promise<Census>
  ask(order: Exclude<Order, { order: 'connect' }>): Promise<Census>
}

const SCRIPT = new URL('./client-process.ts', import.meta.url)

export function startCrowd(processes: number): ClientCrowd {
  const children = Array.from(
    { length: processes },
    (): MeasuringProcess<Order, Census> => startMeasuring(SCRIPT, ['clients']),
  )
  const together = async (orders: readonly Order[]) =>
    sum(await Promise.all(orders.map((order, index) => children[index]?.ask(order) ?? EMPTY)))
  return {
    connect: (target, count) =>
      together(
        children.map((_, index) => ({
          order: 'connect',
          target,
          count: Math.floor((count + index) / processes),
        })),
      ),
    ask: (order) => together(children.map(() => order)),
    async [Symbol.asyncDispose]() {
      await Promise.all(children.map((child) => child[Symbol.asyncDispose]()))
    },
  }
}

const EMPTY: Census = { clients: 0, arrivals: [], held: {} }

function sum(all: readonly Census[]): Census {
  const held: Record<string, number> = {}
  for (const one of all) {
    for (const [name, count] of Object.entries(one.held)) held[name] = (held[name] ?? 0) + count
  }
  return {
    clients: all.reduce((total, { clients }) => total + clients, 0),
    arrivals: all.flatMap(({ arrivals }) => arrivals),
    held,
  }
}
