import { type MeasuringProcess, startMeasuring } from '../measuring-process.ts'
import type { Order, Report } from './orders.ts'

const SCRIPT = new URL('./shop-process.ts', import.meta.url)

/** SDKs in processes of their own, asked as one. */
export interface Shops extends AsyncDisposable {
  connect(urls: readonly string[], key: string, count: number): Promise<Report>
  ask(order: Exclude<Order, { order: 'connect' }>): Promise<Report>
}

export function startShops(processes: number): Shops {
  const children = Array.from(
    { length: processes },
    (): MeasuringProcess<Order, Report> => startMeasuring(SCRIPT, ['shops']),
  )
  const together = async (orderFor: (index: number) => Order) =>
    sum(await Promise.all(children.map((child, index) => child.ask(orderFor(index)))))
  return {
    connect: (urls, key, count) =>
      together((index) => ({
        order: 'connect',
        urls,
        key,
        count: Math.floor((count + index) / processes),
      })),
    ask: (order) => together(() => order),
    async [Symbol.asyncDispose]() {
      await Promise.all(children.map((child) => child[Symbol.asyncDispose]()))
    },
  }
}

function sum(reports: readonly Report[]): Report {
  const times = reports.map(({ faultAt }) => faultAt).filter((at) => at !== undefined)
  return {
    sdks: reports.reduce((total, { sdks }) => total + sdks, 0),
    faultAt: times.length > 0 ? Math.min(...times) : undefined,
    harmed: reports.reduce((total, { harmed }) => total + harmed, 0),
    offAt: reports.flatMap(({ offAt }) => offAt),
  }
}
