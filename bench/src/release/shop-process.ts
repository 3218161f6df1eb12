import { setTimeout as rest } from 'node:timers/promises'
import { answerRequests } from '../measuring-process.ts'
import type { Order, Report } from './orders.ts'
import { createShop, type Shop } from './shop.ts'

let shops: Shop[] = []

answerRequests<Order, Report>(async (order) => {
  switch (order.order) {
    case 'connect':
      return connect(order)
    case 'visit':
      for (const shop of shops) shop.open(order.flag, order.perSecond, order.failing)
      return report(shops.length)
    case 'break':
      for (const shop of shops) shop.break(order.failing)
      return report(shops.length)
    case 'await-off':
      return awaitOff(order.timeoutMs)
  }
})

async function connect({ urls, key, count }: Order & { order: 'connect' }): Promise<Report> {
  shops = Array.from({ length: count }, (_, n) =>
    createShop(urls[n % urls.length] ?? '', key, `${process.pid}-${n}`),
  )
  const ready = await Promise.all(shops.map((shop) => shop.isReady()))
  return report(ready.filter(Boolean).length)
}

async function awaitOff(timeoutMs: number): Promise<Report> {
  const deadline = Date.now() + timeoutMs
  while (shops.some((shop) => shop.offAt() === undefined) && Date.now() < deadline) await rest(10)
  return report(shops.filter((shop) => shop.offAt() !== undefined).length)
}

function report(sdks: number): Report {
  const times = shops.map((shop) => shop.faultAt()).filter((at) => at !== undefined)
  return {
    sdks,
    faultAt: times.length > 0 ? Math.min(...times) : undefined,
    harmed: shops.reduce((sum, shop) => sum + shop.harmed(), 0),
    offAt: shops.map((shop) => shop.offAt()).filter((at) => at !== undefined),
  }
}
