import { createContext, type ReactNode, useContext, useState } from 'react'
import { getJson } from '../get-json.ts'
import type { Product } from '../products/product.ts'

export interface BasketLine {
  readonly product: Product
  readonly quantity: number
}

export interface Order {
  readonly number: number
  readonly totalCents: number
  readonly arrives: string
}

export interface Basket {
  readonly lines: readonly BasketLine[]
  readonly count: number
  readonly totalCents: number
  /** Removes the line at 0. */
  setQuantity(product: string, quantity: number): void
  add(product: string): void
  placeOrder(): Promise<void>
  /** The order just placed, until something is put into the basket again. */
  readonly order: Order | null
}

const BasketContext = createContext<Basket | null>(null)

export function useBasket(): Basket {
  const basket = useContext(BasketContext)
  if (!basket) throw new Error('useBasket needs a <BasketProvider>')
  return basket
}

/** Something is in it already, so that the checkout has something to show. */
const AT_FIRST: Readonly<Record<string, number>> = { 'nest-box': 1, seeds: 2 }

export interface BasketProviderProps {
  readonly visitor: string
  readonly products: readonly Product[]
  readonly children: ReactNode
}

export function BasketProvider({ visitor, products, children }: BasketProviderProps) {
  const [quantities, setQuantities] = useState(AT_FIRST)
  const [order, setOrder] = useState<Order | null>(null)

  const lines = products.flatMap((product) => {
    const quantity = quantities[product.id] ?? 0
    return quantity > 0 ? [{ product, quantity }] : []
  })
  const setQuantity = (product: string, quantity: number) => {
    setOrder(null)
    setQuantities((before) => ({ ...before, [product]: Math.min(99, Math.max(0, quantity)) }))
  }
  const placeOrder = async () => {
    const body = JSON.stringify({
      visitor,
      lines: lines.map(({ product, quantity }) => ({ product: product.id, quantity })),
    })
    const headers = { 'content-type': 'application/json' }
    setOrder(await getJson<Order>('/api/orders', { method: 'POST', headers, body }))
    setQuantities({})
  }
  const basket: Basket = {
    lines,
    count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    totalCents: lines.reduce((sum, line) => sum + line.product.priceCents * line.quantity, 0),
    setQuantity,
    add: (product) => setQuantity(product, (quantities[product] ?? 0) + 1),
    placeOrder,
    order,
  }
  return <BasketContext value={basket}>{children}</BasketContext>
}
