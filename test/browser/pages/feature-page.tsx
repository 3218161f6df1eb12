import { Feature, FeatureFlagsProvider } from '@bunting/react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

// As many visitors on one page as it takes to learn something; for each the new way is broken.
const VISITORS = Array.from({ length: 48 }, (_, n) => `visitor-${n}`)

const parameters = new URLSearchParams(location.search)
const url = parameters.get('url') ?? ''
const clientKey = parameters.get('key') ?? ''

function NewWay(): ReactNode {
  throw new Error('the new way is broken')
}

const root = document.querySelector('#root')
if (!root) throw new Error('the page has no #root')
createRoot(root).render(
  VISITORS.map((targetingKey) => (
    <FeatureFlagsProvider
      key={targetingKey}
      url={url}
      clientKey={clientKey}
      context={{ targetingKey }}
    >
      <Feature flag="new-checkout" fallback={<p>old</p>}>
        <NewWay />
      </Feature>
    </FeatureFlagsProvider>
  )),
)
