import { literal } from './literal.ts'
import type { SnippetFacts } from './snippet-facts.ts'

/** Client keys are no secret: they stand in the code that browsers load. */
export function reactSnippet({ url, key, flag, fallback }: SnippetFacts): string {
  const isBoolean = typeof fallback === 'boolean'
  const hook = isBoolean ? 'useFlag' : 'useFlagValue'
  return `import { FeatureFlagsProvider, ${hook} } from '@bunting/react'

export function App() {
  return (
    <FeatureFlagsProvider
      url="${url}"
      clientKey="${key ?? 'bunting_client_…'}"
      context={{ targetingKey: 'user-42' }}
    >
      <Page />
    </FeatureFlagsProvider>
  )
}

function Page() {
${
  isBoolean
    ? `  return useFlag(${literal(flag)}) ? <p>The new way</p> : <p>The old way</p>`
    : `  const value = useFlagValue(${literal(flag)}, ${literal(fallback, '  ')})
  return <pre>{JSON.stringify(value)}</pre>`
}
}
`
}
