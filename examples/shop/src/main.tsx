import '@fontsource-variable/fraunces/index.css'
import '@fontsource-variable/inter/index.css'
import './styles/page.css'
import './styles/visitors.css'
import './styles/products.css'
import './styles/checkout.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { getJson } from './get-json.ts'
import type { Product } from './products/product.ts'
import { type PageConfig, Shop } from './shop.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const [config, { products }] = await Promise.all([
  getJson<PageConfig>('/config.json'),
  getJson<{ products: Product[] }>('/api/products'),
])

createRoot(root).render(
  <StrictMode>
    <Shop config={config} products={products} />
  </StrictMode>,
)
