import { FeatureFlagsProvider } from '@bunting/react'
import { useState } from 'react'
import { BasketProvider } from './basket/basket.tsx'
import { Checkout } from './checkout/checkout.tsx'
import { Masthead } from './page/masthead.tsx'
import type { Product } from './products/product.ts'
import { ProductGrid } from './products/product-grid.tsx'
import { VisitorStrip } from './visitors/visitor-strip.tsx'

export interface PageConfig {
  /** Of the flag server. */
  readonly url: string
  readonly clientKey: string
}

export interface ShopProps {
  readonly config: PageConfig
  readonly products: readonly Product[]
}

export function Shop({ config: { url, clientKey }, products }: ShopProps) {
  const [visitor, setVisitor] = useState('visitor-001')
  return (
    <FeatureFlagsProvider
      url={url}
      clientKey={clientKey}
      application={{ name: 'shop', version: '0.1.0' }}
      context={{ targetingKey: visitor }}
    >
      <BasketProvider visitor={visitor} products={products}>
        <Masthead />
        <VisitorStrip shopper={visitor} onShopAs={setVisitor} />
        <main className="shop">
          <ProductGrid products={products} />
          <aside className="counter" aria-label="Checkout">
            <Checkout />
          </aside>
        </main>
      </BasketProvider>
    </FeatureFlagsProvider>
  )
}
