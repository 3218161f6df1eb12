import { literal } from './literal.ts'
import type { SnippetFacts } from './snippet-facts.ts'

/** Code that works as it is when pasted. */
export function nodeSnippet({ url, key, flag, fallback }: SnippetFacts): string {
  return `import { createFeatureFlags } from '@bunting/node'

const featureFlags = createFeatureFlags({
  url: ${literal(url)},
  key: ${keyOf(key)},
})
await featureFlags.ready({ timeoutMs: 2_000 })

const user = { targetingKey: 'user-42' }
${
  typeof fallback === 'boolean'
    ? `if (featureFlags.isEnabled(${literal(flag)}, user)) {
  // the new way
}`
    : `console.log(featureFlags.value(${literal(flag)}, ${literal(fallback)}, user))`
}
`
}

export function keyOf(key: string | null): string {
  return key === null ? 'process.env.BUNTING_SDK_KEY' : literal(key)
}
