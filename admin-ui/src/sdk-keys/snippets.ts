export type Sdk = 'node' | 'react'

export const SDKS = {
  node: { name: 'Node', kind: 'server', install: 'npm install @bunting/node' },
  react: { name: 'React', kind: 'client', install: 'npm install @bunting/react' },
} as const

interface SnippetFacts {
  /** Where this server is, as SDKs see it. */
  readonly url: string
  readonly key: string
  readonly flag: string
}

/** Code that works as it is when pasted. */
export function snippet(sdk: Sdk, { url, key, flag }: SnippetFacts): string {
  return sdk === 'node' ? nodeSnippet(url, key, flag) : reactSnippet(url, key, flag)
}

function nodeSnippet(url: string, key: string, flag: string): string {
  return `import { createFeatureFlags } from '@bunting/node'

const featureFlags = createFeatureFlags({
  url: '${url}',
  key: '${key}',
})
await featureFlags.ready({ timeoutMs: 2_000 })

if (featureFlags.isEnabled('${flag}', { targetingKey: 'user-42' })) {
  // the new way
}`
}

function reactSnippet(url: string, key: string, flag: string): string {
  return `import { FeatureFlagsProvider, useFlag } from '@bunting/react'

export function App() {
  return (
    <FeatureFlagsProvider
      url="${url}"
      clientKey="${key}"
      context={{ targetingKey: 'user-42' }}
    >
      <Page />
    </FeatureFlagsProvider>
  )
}

function Page() {
  return useFlag('${flag}') ? <NewPage /> : <OldPage />
}`
}
