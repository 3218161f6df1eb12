import { useBasket } from '../basket/basket.tsx'
import { Price } from '../basket/price.tsx'
import type { Product } from './product.ts'
import { ProductArt } from './product-art.tsx'

export function ProductGrid({ products }: { products: readonly Product[] }) {
  const { add } = useBasket()
  return (
    <section className="products" aria-labelledby="products-title">
      <h1 id="products-title">Made to be sat on</h1>
      <p className="lead">Six things, each tried by the blackbird behind the workshop.</p>
      <ul className="product-grid">
        {products.map(({ id, name, description, priceCents }) => (
          <li key={id} className="product">
            <ProductArt product={id} />
            <h2>{name}</h2>
            <p>{description}</p>
            <div className="product-foot">
              <Price cents={priceCents} />
              <button type="button" className="quiet" onClick={() => add(id)}>
                Add<span className="unseen"> {name} to the basket</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
