import { literal } from './literal.ts'
import { keyOf } from './node-snippet.ts'
import type { SnippetFacts } from './snippet-facts.ts'

/** A whole program for Node: it stays connected, and shows a switch of the flag when it arrives. */
export function firstProgram({ url, key, flag }: Omit<SnippetFacts, 'fallback'>): string {
  return `// first.mjs: start it with \`node first.mjs\`, and let it run
import { createFeatureFlags } from '@bunting/node'

const featureFlags = createFeatureFlags({
  url: ${literal(url)},
  key: ${keyOf(key)},
})
await featureFlags.ready({ timeoutMs: 2_000 })

const user = { targetingKey: 'user-42' }
setInterval(() => {
  console.log(${literal(flag)}, featureFlags.isEnabled(${literal(flag)}, user))
}, 1_000)
`
}
